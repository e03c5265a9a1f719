import {
  type RejectedItem,
  rejectedItemsKey,
  type Report,
  reportKey,
  type ReportPart,
  reportPartsPrefix,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { readReport } from '@async-catalog/report-builder';
import type { StoredObject } from '../simulation/services/s3.ts';

/** Reads a report as the API does: as it was written, or built from what the bucket and the record have. */
export function readReportOf(
  record: SubmissionRecord,
  objects: ReadonlyMap<string, StoredObject>,
): Promise<Report> {
  const read = (key: string): unknown => JSON.parse(objects.get(key)?.body ?? 'null');
  return readReport(record, {
    report(id, settlements) {
      const key = reportKey(id, 'json');
      const isCurrent = objects.get(key)?.metadata['x-amz-meta-settlements'] === String(settlements);
      return Promise.resolve(isCurrent ? (read(key) as Report) : undefined);
    },
    async *results({ id }) {
      for (const key of objects.keys()) {
        if (key.startsWith(reportPartsPrefix(id))) {
          yield* (read(key) as ReportPart).items;
        }
      }
    },
    rejectedItems: (id) => Promise.resolve((read(rejectedItemsKey(id)) ?? []) as RejectedItem[]),
  });
}
