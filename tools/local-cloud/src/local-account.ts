/** The account and region in which everything local lives: fauxqs and ElasticMQ know no other account. */
export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** Good for local endpoints only, none of which checks a signature. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

export function localArn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
}

/** The SDK sends to the host in the queue's URL, whatever endpoint it was given: it has to be one that answers. */
export function queueUrl(sqsEndpoint: string, queueName: string): string {
  return `${sqsEndpoint}/${ACCOUNT_ID}/${queueName}`;
}
