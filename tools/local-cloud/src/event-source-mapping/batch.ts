import { MAX_EVENT_BYTES } from '../lambda/invoke-limits.ts';
import type { SqsRecord } from './sqs-record.ts';

/** Records that are delivered in one event. */
export type Batch = readonly SqsRecord[];

const ENVELOPE_BYTES = eventOf([]).length;

export function eventOf(batch: Batch): string {
  return `{"Records":[${batch.map(({ json }) => json).join(',')}]}`;
}

/**
 * Splits off the records that fit into one event: at most `batchSize`, and 6 MB. A single larger record
 * passes, so that Invoke refuses it.
 *
 * @see
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function splitBatch(
  records: readonly SqsRecord[],
  batchSize: number,
): { readonly batch: Batch; readonly rest: readonly SqsRecord[]; readonly full: boolean } {
  let bytes = ENVELOPE_BYTES;
  let count = 0;
  for (const record of records.slice(0, batchSize)) {
    bytes += record.bytes + (count > 0 ? 1 : 0);
    if (count > 0 && bytes > MAX_EVENT_BYTES.RequestResponse) {
      break;
    }
    count += 1;
  }
  const rest = records.slice(count);
  return { batch: records.slice(0, count), rest, full: count === batchSize || rest.length > 0 };
}
