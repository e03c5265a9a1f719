/**
 * Tells whether the SDK's own variables send S3 requests to a host other than AWS's.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function hasCustomS3Endpoint(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL']);
}

/**
 * Reads the name by which AWS knows who calls, without what Powertools appends to the variable when it is loaded: the SDK warns of more than
 * 50 characters. https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html
 */
export function appId(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['AWS_SDK_UA_APP_ID']?.split('/PT/')[0];
}
