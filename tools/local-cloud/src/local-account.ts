/** Account and region of all local resources: fauxqs and ElasticMQ know no other account. */
export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** Credentials for local endpoints, which check no signature but that of a presigned length. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

export function localArn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
}

/**
 * Builds a queue's URL at the endpoint. The SDK sends to the host in that URL, whatever endpoint it was
 * given.
 */
export function queueUrl(sqsEndpoint: string, queueName: string): string {
  return `${sqsEndpoint}/${ACCOUNT_ID}/${queueName}`;
}
