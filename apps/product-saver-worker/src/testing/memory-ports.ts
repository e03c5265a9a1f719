import { applyOperation, type Item, type ProductState, readState } from '@async-catalog/product-operations';
import {
  type ImportId,
  type ImportRecord,
  SubmissionRecord,
  type ItemResult,
  type Outcome,
  type ProductId,
  type RejectedItem,
  Report,
  type ReportPart,
  type SubmissionId,
} from '@async-catalog/product-schema';
import type { SQSRecord } from 'aws-lambda';
import type { Failure } from '../core/errors.ts';
import { toSave, toSuperseded } from '../core/save/to-save.ts';
import type { Ports } from './faulty-ports.ts';

/**
 * Creates stores in memory, and the ports over them: each call is atomic, as a write to AWS is.
 */
export function createMemoryPorts() {
  const products = new Map<ProductId, { item: Item; version: number; state: ProductState }>();
  const records = new Map<SubmissionId, SubmissionRecord>();
  const parts = new Map<SubmissionId, Map<string, ReportPart>>();
  const rejected = new Map<SubmissionId, RejectedItem[]>();
  const reports = new Map<SubmissionId, { report: Report; settlements: number }>();
  const texts = new Map<ProductId, string>();
  const imports = new Map<ImportId, Pick<ImportRecord, 'cancelledAt' | 'chunkTotal' | 'chunks'>>();
  const finished: ImportId[] = [];
  const deadLetters: { record: SQSRecord; failure: Failure }[] = [];
  const acknowledged: string[] = [];
  const delayed: { record: SQSRecord; seconds: number }[] = [];

  const ports: Ports = {
    products: {
      async findSave(item) {
        const state = products.get(item.productId)?.state ?? readState();
        const effect = applyOperation(state, item);
        return effect.kind === 'repeated' ? toSave(state, state, 'repeated') : undefined;
      },
      async save(item) {
        const stored = products.get(item.productId);
        const before = stored?.state ?? readState();
        const effect = applyOperation(before, item);
        switch (effect.kind) {
          case 'applied':
            products.set(item.productId, { item, version: effect.state.version, state: effect.state });
            return toSave(before, effect.state);
          case 'superseded':
            if (stored !== undefined && effect.state !== undefined) {
              products.set(item.productId, { ...stored, state: effect.state });
            }
            return toSuperseded(before, item, effect.by);
          case 'repeated':
            return toSave(before, before, 'repeated');
          default:
            throw new RangeError(`these stores know no product that is ${effect.kind}`);
        }
      },
    },
    imports: {
      async isCancelled(id) {
        return imports.get(id)?.cancelledAt !== undefined;
      },
      async settleChunk({ importId, chunk, result }) {
        const known = imports.get(importId);
        if (known === undefined || (known.chunks[chunk]?.settlements ?? 0) > result.settlements) {
          return undefined;
        }
        const after = { ...known, chunks: { ...known.chunks, [chunk]: result } };
        imports.set(importId, after);
        return after;
      },
    },
    importQueue: {
      async finish(id) {
        finished.push(id);
      },
    },
    submissions: {
      async findCancelled(ids) {
        return new Set(ids.filter((id) => records.get(id)?.cancelledAt !== undefined));
      },
      async settle({ submissionId, outcomes, settledAt, result, base }) {
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
          cancelled: union('cancelled'),
          failed: union('failed'),
          settlements: before.settlements + 1,
          settledAt,
          ...((base?.total ?? 1) > 1 &&
            outcomes.saved.length > 0 && {
              firstSavedAt: before.firstSavedAt ?? settledAt,
              lastSavedAt: settledAt,
            }),
          ...(result && {
            result:
              result.outcome === 'saved' && before.result?.change === undefined
                ? result
                : (before.result ?? result),
            completedAt: before.completedAt ?? settledAt,
          }),
        };
        records.set(submissionId, after);
        return after;
      },
      async markReported({ submissionId, settlements, completedAt, blocks }) {
        const before = records.get(submissionId);
        if (before?.settlements !== settlements) {
          return undefined;
        }
        const after = {
          ...before,
          reportedSettlements: settlements,
          reportBlocks: blocks,
          completedAt: before.completedAt ?? completedAt,
        };
        records.set(submissionId, after);
        return after;
      },
    },
    reports: {
      async putPart(submissionId, partId, part) {
        const known = parts.get(submissionId) ?? new Map<string, ReportPart>();
        parts.set(submissionId, known.set(partId, part));
      },
      async *results({ id }): AsyncGenerator<ItemResult> {
        for (const [, { items }] of [...(parts.get(id) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
          yield* items;
        }
      },
      async rejectedItems(submissionId) {
        return rejected.get(submissionId) ?? [];
      },
      async putReport(submissionId, { text }, settlements) {
        reports.set(submissionId, { report: Report.parse(JSON.parse(text)), settlements });
      },
      async putProductReport(productId, text) {
        texts.set(productId, text);
      },
    },
    queue: {
      async acknowledge(record) {
        acknowledged.push(record.messageId);
      },
      async delayRetry(retries) {
        delayed.push(...retries);
      },
    },
    deadLetters: {
      async put(record, failure) {
        deadLetters.push({ record, failure });
      },
    },
  };

  return {
    ports,
    products,
    records,
    parts,
    rejected,
    reports,
    texts,
    imports,
    finished,
    deadLetters,
    acknowledged,
    delayed,
  };
}
