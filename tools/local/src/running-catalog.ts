import { inspect } from 'node:util';
import { startLocalCloud } from '@async-catalog/local-cloud';
import { startApiProcess } from './api-process.ts';
import { ASSEMBLY } from './assembly.ts';
import type { Config } from './config.ts';

const API_FUNCTION = 'CatalogApi';

/** The whole catalog on this machine: the template's resources and functions, and the API. */
export interface RunningCatalog {
  readonly apiUrl: string;
  /** True if the API accepts requests without a token. */
  readonly open: boolean;
  readonly endpoints: { sqs: string; s3: string; dynamodb: string; lambda: string };
  /** Resolves when the API's process has ended. */
  readonly apiEnded: Promise<number | null>;
  /** Finishes the API's requests, then the queue's batches, then stops the emulators. */
  readonly stop: () => Promise<void>;
  /** Kills the API's process. */
  readonly kill: () => void;
}

export async function startCatalog(options: {
  config: Config;
  dataDir?: string;
  onLog: (source: string, line: string) => void;
}): Promise<RunningCatalog> {
  const { config, dataDir, onLog } = options;
  const base = config.cloudPort;
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: base, dynamodb: base && base + 1, lambda: base && base + 2 },
    ...(dataDir !== undefined && { dataDir }),
    endpoints: config.endpoints,
    onLog,
    onError: (error) => onLog('local-cloud', inspect(error)),
  });
  try {
    const api = await startApiProcess({
      environment: {
        ...withoutAccess(cloud.functionEnvironment(API_FUNCTION)),
        ...config.access,
        ...config.allowed,
      },
      port: config.apiPort,
      onLog: (line) => onLog(API_FUNCTION, line),
    });
    return {
      apiUrl: api.url,
      open: config.access['AUTH_ISSUER'] === undefined,
      endpoints: cloud.endpoints,
      apiEnded: api.ended,
      async stop() {
        await api.stop();
        await cloud.close();
      },
      kill: api.kill,
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

/** Removes the stage's token issuer, which this machine can't reach, so that the API runs without tokens, on loopback. */
function withoutAccess(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AUTH_')));
}
