import type { Count } from '../../cloud/counts.ts';

/**
 * Counts the plain design's requests for 1,000 products: an invocation, a send, a receive, a delete, a table
 * write and an object for each. @param batchSize Messages that are received and deleted together.
 */
export function plainDesignCounts(batchSize: 1 | 10): Count[] {
  return [
    count('Lambda', 'Invoke'),
    count('SQS', 'SendMessage'),
    count('SQS', 'ReceiveMessage', 1000 / batchSize),
    count('SQS', 'DeleteMessage', 1000 / batchSize),
    count('DynamoDB', 'PutItem'),
    count('S3', 'PutObject'),
  ];
}

function count(service: Count['service'], action: string, requests = 1000): Count {
  return { service, action, requests, units: requests };
}
