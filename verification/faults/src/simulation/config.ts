/** What the SDK's clients and Powertools read before anything else: no file, no other machine. */
export function setEnvironment(): void {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    // Never reached; without one, each call looks for it in files.
    AWS_ENDPOINT_URL: 'https://simulated',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
    // Powertools writes past the console otherwise.
    POWERTOOLS_DEV: 'true',
  });
}
