import {
  SubmissionRecord,
  type ItemResult,
  type Outcome,
  type ProductId,
  type RejectedItem,
  type ReportPart,
  type SubmissionId,
} from '@async-catalog/product-schema';
import type { Delivery } from '../core/delivery.ts';
import type { Failure } from '../core/failure.ts';
import type { HandleBatchDeps } from '../core/handle-batch.ts';
import type { Item } from '../core/item.ts';

/** What is stored, in memory, and the ports over it: each call takes effect at once and whole, as a write to AWS does. */
export function createMemoryPorts() {
  const products = new Map<ProductId, { item: Item; version: number }>();
  /** Each write of a product that took effect, in order. */
  const writes: { item: Item; version: number }[] = [];
  const records = new Map<SubmissionId, SubmissionRecord>();
  const parts = new Map<SubmissionId, Map<string, ReportPart>>();
  const rejected = new Map<SubmissionId, RejectedItem[]>();
  const objects = new Map<string, string>();
  const deadLetters: { delivery: Delivery; failure: Failure }[] = [];
  const sentAgain: Delivery[] = [];
  const hidden: { delivery: Delivery; seconds: number }[] = [];

  const ports = {
    products: {
      async save(item) {
        const standing = products.get(item.productId);
        if (standing !== undefined && standing.item.revision >= item.revision) {
          return standing.item.revision === item.revision
            ? { kind: 'repeated', version: standing.version }
            : { kind: 'superseded' };
        }
        const version = (standing?.version ?? 0) + 1;
        products.set(item.productId, { item, version });
        writes.push({ item, version });
        return { kind: version === 1 ? 'created' : 'updated', version };
      },
    },
    submissions: {
      async settle({ submissionId, outcomes, failures, base }) {
        const known = records.get(submissionId);
        const indexes = Object.values(outcomes).flat();
        if (
          base === undefined &&
          !indexes.every((index) => known && index < known.total && !known.rejectedIndexes?.has(index))
        ) {
          return undefined;
        }
        if (
          base !== undefined &&
          known !== undefined &&
          !(known.total === base.total && known.caller === base.caller)
        ) {
          return undefined;
        }
        const before = known ?? SubmissionRecord.parse({ id: submissionId, ...base });
        const union = (outcome: Outcome) => new Set([...(before[outcome] ?? []), ...outcomes[outcome]]);
        const after = {
          ...before,
          saved: union('saved'),
          superseded: union('superseded'),
          failed: union('failed'),
          failures: { ...before.failures, ...failures },
          settlements: before.settlements + 1,
        };
        records.set(submissionId, after);
        return after;
      },
      async markReported({ submissionId, settlements, completedAt }) {
        const before = records.get(submissionId);
        if (before?.settlements !== settlements) {
          return undefined;
        }
        const after = {
          ...before,
          reportedSettlements: settlements,
          completedAt: before.completedAt ?? completedAt,
        };
        records.set(submissionId, after);
        return after;
      },
      async find(submissionId) {
        return records.get(submissionId);
      },
    },
    reports: {
      async putPart(submissionId, partId, part) {
        const known = parts.get(submissionId) ?? new Map<string, ReportPart>();
        parts.set(submissionId, known.set(partId, part));
      },
      async *results(submissionId): AsyncGenerator<ItemResult> {
        for (const [, { items }] of [...(parts.get(submissionId) ?? [])].sort(([a], [b]) =>
          a < b ? -1 : 1,
        )) {
          yield* items;
        }
      },
      async rejectedItems(submissionId) {
        return rejected.get(submissionId) ?? [];
      },
      async putReport(submissionId, format, document) {
        objects.set(`${submissionId}.${format}`, document);
      },
      async putProductReport(productId, text) {
        objects.set(productId, text);
      },
    },
    queue: {
      async hide(entries) {
        hidden.push(...entries);
      },
      async sendAgain(delivery) {
        sentAgain.push(delivery);
      },
    },
    deadLetters: {
      async put(delivery, failure) {
        deadLetters.push({ delivery, failure });
      },
    },
  } satisfies Partial<HandleBatchDeps>;

  return { ports, products, writes, records, parts, rejected, objects, deadLetters, hidden, sentAgain };
}
