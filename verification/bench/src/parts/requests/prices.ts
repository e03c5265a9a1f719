/** The price of one unit. */
export interface Price {
  readonly what: string;
  readonly dollars: number;
  readonly per: string;
  /** AWS's own page. */
  readonly source: string;
  /** A dated copy with the price. AWS's own pages load it by script, so copies of them don't have it. */
  readonly readAt: string;
  readonly dated: string;
}

/**
 * us-east-1, on demand, first tier, without the free tier. Storage, data transfer out and taxes are left out:
 * they are the same for every design that keeps the same products.
 */
export const PRICES = {
  lambdaRequest: {
    what: 'Lambda, requests',
    dollars: 0.2,
    per: '1,000,000 requests',
    source: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'https://cloudchipr.com/blog/aws-lambda-pricing',
    dated: '2024',
  },
  lambdaGbSecond: {
    what: 'Lambda, arm64',
    dollars: 0.000_013_333_4,
    per: 'GB-second',
    source: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'https://cloudchipr.com/blog/aws-lambda-pricing',
    dated: '2024',
  },
  sqsRequest: {
    what: 'SQS, standard queue',
    dollars: 0.4,
    per: '1,000,000 requests of up to 64 KiB',
    source: 'https://aws.amazon.com/sqs/pricing/',
    readAt: 'https://cloudburn.io/blog/amazon-sqs-pricing',
    dated: '2026-03-14',
  },
  dynamodbWrite: {
    what: 'DynamoDB, on demand, writes',
    dollars: 0.625,
    per: '1,000,000 write units of up to 1 KB',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    dated: '2025-07-21',
  },
  dynamodbRead: {
    what: 'DynamoDB, on demand, reads',
    dollars: 0.125,
    per: '1,000,000 read units of up to 4 KB',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    dated: '2025-07-21',
  },
  s3Put: {
    what: 'S3 Standard, PUT and LIST',
    dollars: 0.005,
    per: '1,000 requests',
    source: 'https://aws.amazon.com/s3/pricing/',
    readAt: 'https://c3x.dev/blog/s3-request-fees-explained',
    dated: '2026-06',
  },
  s3Get: {
    what: 'S3 Standard, GET',
    dollars: 0.0004,
    per: '1,000 requests',
    source: 'https://aws.amazon.com/s3/pricing/',
    readAt: 'https://c3x.dev/blog/s3-request-fees-explained',
    dated: '2026-06',
  },
  logGb: {
    what: 'CloudWatch Logs, taking in',
    dollars: 0.5,
    per: 'GB',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'https://www.duckbillgroup.com/?p=9080',
    dated: '2025-05',
  },
} as const satisfies Record<string, Price>;
