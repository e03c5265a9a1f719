import { ImportRecord } from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Attributes } from './services/dynamodb.ts';
import type { StoredObject } from './services/s3.ts';
import { trueNow } from './virtual-time.ts';

/** An import as its reports were marked, and what the bucket had then. */
export interface ImportCompletion {
  readonly record: ImportRecord;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

/** Watches the records of imports as they are written. */
export function createImportWatch(objects: ReadonlyMap<string, StoredObject>) {
  const records = new Map<string, ImportRecord>();
  const cancelledAt = new Map<string, number>();
  const completions: ImportCompletion[] = [];
  const found: string[] = [];

  function compare(before: ImportRecord | undefined, record: ImportRecord): void {
    const { id, chunks, checkpoint, reportedSettlements } = record;
    for (const [number, { settlements }] of Object.entries(before?.chunks ?? {})) {
      const now = chunks[number];
      if (now === undefined || now.settlements < settlements) {
        found.push(`chunk ${number} of ${id} fell from ${settlements} settlements to ${now?.settlements}`);
      }
    }
    if ((checkpoint?.chunk ?? 0) < (before?.checkpoint?.chunk ?? 0)) {
      found.push(`the checkpoint of ${id} moved back`);
    }
    if ((reportedSettlements ?? -1) < (before?.reportedSettlements ?? -1)) {
      found.push(`the reports of ${id} became older`);
    }
  }

  return {
    observe(item: Attributes): void {
      const record = ImportRecord.parse(unmarshall(item));
      const before = records.get(record.id);
      compare(before, record);
      records.set(record.id, record);
      if (record.cancelledAt !== undefined && !cancelledAt.has(record.id)) {
        cancelledAt.set(record.id, trueNow());
      }
      if (record.reportedSettlements !== before?.reportedSettlements) {
        completions.push({ record, objects: new Map(objects) });
      }
    },
    /** Times at which imports were marked as cancelled. */
    cancelledAt: cancelledAt as ReadonlyMap<string, number>,
    completions: completions as readonly ImportCompletion[],
    /** Descriptions of records that went back. */
    found: found as readonly string[],
  };
}
