/**
 * Sets the variables that the SDK and Powertools read first, so that neither looks in files or on other
 * machines.
 */
export function setEnvironment(): void {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    // Never reached; without it, each call looks for an endpoint in the SDK's configuration files.
    AWS_ENDPOINT_URL: 'https://simulated',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
    // Otherwise Powertools writes to a console of its own, where the world can't listen.
    POWERTOOLS_DEV: 'true',
  });
}
