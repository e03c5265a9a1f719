import { inspect } from 'node:util';
import { startLocalCloud } from '@async-catalog/local-cloud';
import { startApiProcess } from './api-process.ts';
import { ASSEMBLY } from './assembly.ts';
import type { Config } from './config.ts';

const API_FUNCTION = 'CatalogApi';

/** The whole catalog on this machine: the template's resources and functions, and the API in front. */
export interface RunningCatalog {
  readonly apiUrl: string;
  /** Whether the API takes requests without a token. */
  readonly open: boolean;
  readonly endpoints: { sqs: string; s3: string; dynamodb: string; lambda: string };
  /** Resolves when the API has ended by itself or by `stop`. */
  readonly apiEnded: Promise<number | null>;
  /** Ends in order, so that nothing is cut off: the API's requests, then the queue's batches, then the emulators. */
  readonly stop: () => Promise<void>;
  /** Ends the API's process at once. */
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
      environment: { ...withoutAccess(cloud.functionEnvironment(API_FUNCTION)), ...config.access },
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

/** The template names the stage's own token issuer, which a laptop can't reach: the API runs open, on loopback. */
function withoutAccess(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AUTH_')));
}
