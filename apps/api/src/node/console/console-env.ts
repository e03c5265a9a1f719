import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bucketOrigin, type ConsoleConfig } from '@async-catalog/console-hosting';
import { nonEmpty } from '@async-catalog/env';
import { z } from 'zod';
import type { Config } from '../../config.ts';

/** Path of the fault controls. */
export const FAULTS_PATH = '/console/faults';

/** Variables of the Node server that are about the console. */
export const consoleEnv = {
  /** Folder of the built console. Without it, none is served. */
  CONSOLE_DIR: nonEmpty
    .refine(
      (dir) => existsSync(join(dir, 'index.html')),
      'set a folder with an index.html, which the build of apps/console writes',
    )
    .optional(),
  /** The console's id at the issuer of the tokens. */
  CONSOLE_CLIENT_ID: nonEmpty.default('async-catalog-console'),
  /** URL of the fault controls, which `start` has. Without it, the console has none. */
  CONSOLE_FAULTS_URL: z.url().optional(),
  // The SDK's own: they say where the URLs lead that the API signs.
  AWS_REGION: nonEmpty.optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
};

/** Settings by which the Node server serves the console. */
export interface ConsoleSettings {
  readonly dir: string;
  readonly config: ConsoleConfig;
  /** Origins besides its own that the console calls. */
  readonly connect: readonly string[];
  /** Fault controls that requests are passed on to. */
  readonly faultsUrl: string | undefined;
}

/** Returns `undefined` where no console is served. */
export function toConsoleSettings(
  env: z.output<z.ZodObject<typeof consoleEnv>>,
  { access, reportBucketName }: Pick<Config, 'access' | 'reportBucketName'>,
): ConsoleSettings | undefined {
  if (env.CONSOLE_DIR === undefined) {
    return undefined;
  }
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const bucket =
    endpoint === undefined
      ? bucketOrigin(reportBucketName, env.AWS_REGION ?? 'us-east-1')
      : new URL(endpoint).origin;
  return {
    dir: env.CONSOLE_DIR,
    config: {
      apiUrl: '/',
      stage: 'local',
      ...(access && {
        auth: { issuer: access.issuer, clientId: env.CONSOLE_CLIENT_ID, audience: access.audience },
      }),
      ...(env.CONSOLE_FAULTS_URL !== undefined && { faults: FAULTS_PATH }),
    },
    faultsUrl: env.CONSOLE_FAULTS_URL,
    connect: [bucket, ...(access ? [new URL(access.issuer).origin] : [])],
  };
}
