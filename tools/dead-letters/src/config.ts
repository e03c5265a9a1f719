/** Where the SDK's variables lead, for the catalog that `pnpm start` runs on this machine. The port is its own `LOCAL_CLOUD_PORT`. */
export function localEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${env['LOCAL_CLOUD_PORT'] ?? '4566'}`,
    AWS_REGION: 'us-east-1',
    // Nothing here checks them, but the SDK sends nothing unsigned.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

export function setEnvironment(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
}
