import { loadEnv, port } from '@async-catalog/env';
import { z } from 'zod';

const Env = z.object({ LOCAL_CLOUD_PORT: port.default(4566) });

/** Ports that CloudWatch is above SQS. */
const CLOUDWATCH_PORT = 3;

/** Variables that send the SDK to the catalog that `start` runs on this machine. */
export function localEnvironment(env?: NodeJS.ProcessEnv): Record<string, string> {
  const { LOCAL_CLOUD_PORT: localPort } = loadEnv(Env, env);
  return {
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${localPort}`,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: `http://127.0.0.1:${localPort + CLOUDWATCH_PORT}`,
    AWS_REGION: 'us-east-1',
    // Nothing on this machine checks them, but the SDK signs every request.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

export function setEnvironment(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
}
