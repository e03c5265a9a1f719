import { type Accepted, outcomeOf, Report, reportKey, SubmissionRecord } from '@async-catalog/product-schema';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import pMap from 'p-map';

const REPORT_BUCKET = 'async-catalog-reports-000000000000-us-east-1';

/** The state of products that were submitted once each. */
export interface LoadOutcome {
  /** Products in the table. */
  readonly saved: number;
  /** Products whose version isn't 1. */
  readonly savedTwice: number;
  /** Accepted items that aren't saved according to their submission. */
  readonly notShownSaved: number;
  /** Submissions whose report is missing, or doesn't show every item as saved once. */
  readonly wrongReports: number;
}

export async function readOutcome(
  dynamodbUrl: string,
  s3Url: string,
  accepted: readonly Accepted[],
): Promise<LoadOutcome> {
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
  const dynamodb = new DynamoDBClient({ ...access, endpoint: dynamodbUrl });
  const s3 = new S3Client({ ...access, endpoint: s3Url, forcePathStyle: true });

  async function itemsOf(TableName: string): Promise<Record<string, unknown>[]> {
    const pages = await Array.fromAsync(
      paginateScan({ client: dynamodb }, { TableName, ConsistentRead: true }),
    );
    return pages.flatMap(({ Items = [] }) => Items.map((item) => unmarshall(item)));
  }

  async function isReportedSaved({ submissionId, total }: Accepted): Promise<boolean> {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: REPORT_BUCKET, Key: reportKey(submissionId, 'json') }),
    );
    const { summary, items } = Report.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    return (
      summary.counts.saved === total &&
      items.every(({ outcome, version }) => outcome === 'saved' && version === 1)
    );
  }

  try {
    const products = await itemsOf('ProductTable');
    const records = new Map(
      (await itemsOf('SubmissionTable')).map((item) => [item['id'], SubmissionRecord.parse(item)]),
    );
    const notShownSaved = accepted.flatMap(({ submissionId, items }) => {
      const record = records.get(submissionId);
      return items.filter(({ index }) => record === undefined || outcomeOf(record, index) !== 'saved');
    });
    const reported = await pMap(accepted, (one) => isReportedSaved(one).catch(() => false), {
      concurrency: 8,
    });
    return {
      saved: products.length,
      savedTwice: products.filter(({ version }) => version !== 1).length,
      notShownSaved: notShownSaved.length,
      wrongReports: reported.filter((right) => !right).length,
    };
  } finally {
    dynamodb.destroy();
    s3.destroy();
  }
}
