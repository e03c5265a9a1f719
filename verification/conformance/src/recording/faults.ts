import type { AwsError } from '@async-catalog/local-cloud/testing';
import type { Fault, IamCall } from './iam-call.ts';

const TOO_LARGE: AwsError = {
  status: 400,
  type: 'com.amazon.coral.validate#ValidationException',
  message: 'Item size to update has exceeded the maximum allowed size',
};
const THROTTLED: AwsError = {
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
  message: 'Rate exceeded',
};
const OVERTAKEN: AwsError = {
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
};

const REFUSED: AwsError = {
  status: 400,
  type: 'com.amazonaws.sqs#ReceiptHandleIsInvalid',
  message: 'The receipt handle has expired',
};
const FORBIDDEN: AwsError = { status: 403, type: 'AccessDeniedException', message: 'Not allowed' };
const OUT: AwsError = { status: 503, type: 'com.amazonaws.sqs#ServiceUnavailable', message: 'Out' };

const OUT_OF_LIMITS: AwsError = {
  status: 500,
  type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
  message: 'Out',
};

/**
 * Makes DynamoDB refuse the first count of each function, products by name, and once the mark of a report, as if another settlement had come
 * first. Makes SQS refuse one product by name, and the first change of visibility; S3 the first part that the file
 * splitter writes; and Lambda a chunk by the name of a product.
 */
export function createFaults(calls: readonly IamCall[]): Fault {
  const wasMade = (operation: string, resource: string): boolean =>
    calls.some((call) => call.operation === operation && call.resource.includes(resource));
  const outages = new Map<string | undefined, boolean>();
  let marked = false;
  let wasDelayed = false;
  let wasWritten = false;

  function ofProduct(body: string): AwsError | undefined {
    if (body.includes('"too large"')) {
      // Only after the items of the unfinished submission were listed, however slow the machine.
      return wasMade('GetObject', '/submissions/') ? TOO_LARGE : THROTTLED;
    }
    const [, queue] = /"throttled in ([\w-]+)"/.exec(body) ?? [];
    return queue !== undefined && !wasMade('ChangeMessageVisibilityBatch', queue) ? THROTTLED : undefined;
  }

  return ({ by, operation, resource }, body) => {
    if (operation === 'Invoke' && body.includes('never submitted')) {
      return FORBIDDEN;
    }
    if (by === 'FileSplitter' && operation === 'UploadPart' && !wasWritten) {
      wasWritten = true;
      return FORBIDDEN;
    }
    if (resource === 'LimitTable' && outages.get(by) !== true) {
      // The first call of each function.
      outages.set(by, true);
      return OUT_OF_LIMITS;
    }
    if (operation === 'SendMessageBatch' && body.includes('unsent')) {
      return OUT;
    }
    if (operation === 'ChangeMessageVisibilityBatch' && !wasDelayed) {
      wasDelayed = true;
      return REFUSED;
    }
    if (operation !== 'UpdateItem') {
      return undefined;
    }
    if (resource === 'ProductTable') {
      return ofProduct(body);
    }
    if (!marked && body.includes('reportedSettlements = ')) {
      marked = true;
      return OVERTAKEN;
    }
    return undefined;
  };
}
