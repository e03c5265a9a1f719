import {
  applyOperation,
  compareStates,
  describeChange,
  type Effect,
  type Item,
  type ProductState,
  readState,
  toItem,
  type VisibleProduct,
} from '@async-catalog/product-operations';
import {
  buildChunk,
  type ItemResult,
  parseOperation,
  parseRevision,
  type ProductId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { buildEntries, type ReportEntry } from '@async-catalog/report-builder';
import type { ProductReader, StartedImport } from '../ports.ts';
import type { OutgoingChunk } from './outgoing-chunks.ts';

/**
 * Computes what saving the items of a chunk would change, one after the other, by the rules that the worker saves by. What
 * earlier chunks would change isn't known. Returns an entry, as the report would have it, for each index in `indexes`.
 */
export function createPreviewChunk(products: ProductReader) {
  return async (
    record: StartedImport,
    chunk: OutgoingChunk,
    indexes: readonly number[],
  ): Promise<Map<number, ReportEntry>> => {
    const items = indexes.flatMap((index) => readItem(record, chunk, index) ?? []);
    const rows = await products.find(items.map(({ productId }) => productId));
    const states = new Map<ProductId, ProductState>();
    const results = items.map((item): ItemResult => {
      const before = states.get(item.productId) ?? readState(rows.get(item.productId));
      const effect = applyOperation(before, item);
      if (effect.kind === 'applied') {
        states.set(item.productId, effect.state);
      }
      return toResult(item, before, effect);
    });
    const entries = buildEntries({ record: toRecord(record, chunk, results), results, rejected: [] });
    return new Map(entries.map((entry) => [entry.item.index, entry]));
  };
}

function readItem(
  { id, startedAt, caller, requestId }: StartedImport,
  { number, items }: OutgoingChunk,
  index: number,
): Item | undefined {
  const parsed = parseOperation(items[index]?.value);
  if (!parsed.success) {
    return undefined;
  }
  const { submissionId, acceptedAt } = buildChunk(id, number, startedAt);
  const line = items[index]?.line;
  const envelope = { submissionId, index, line, total: items.length, caller, acceptedAt, requestId };
  return toItem({ version: 2, ...envelope, ...parsed.operation });
}

function toResult(item: Item, before: ProductState, effect: Effect): ItemResult {
  const { index, line, productId, op } = item;
  const described = { index, line, productId, op };
  const sent: Partial<VisibleProduct> = item.op === 'put' ? item.product : { sku: item.sku };
  switch (effect.kind) {
    case 'applied': {
      const { change, before: was, after: is } = compareStates(before, effect.state);
      const { sku, category, currency, price } = is ?? was ?? sent;
      return {
        ...described,
        sku,
        category,
        currency,
        price,
        change,
        outcome: 'saved',
        version: effect.state.version,
        ...(was && is && describeChange(was, is)),
      };
    }
    case 'superseded': {
      const { acceptedAt } = parseRevision(effect.by);
      return { ...described, sku: sent.sku, outcome: 'superseded', supersededAt: acceptedAt };
    }
    case 'refused':
      return { ...described, sku: sent.sku, outcome: 'failed', error: effect.failure };
    case 'missing':
      return { ...described, sku: sent.sku, outcome: 'failed', error: NOT_FOUND };
    default:
      return { ...described, sku: sent.sku, outcome: 'saved' };
  }
}

const NOT_FOUND = { code: 'PRODUCT_NOT_FOUND', pointer: '', detail: 'there is no such product' };

/** Builds the record of the submission that the chunk would be, as it would end. */
function toRecord(
  { id, startedAt, caller, requestId, expiresAt }: StartedImport,
  { number, items }: OutgoingChunk,
  results: readonly ItemResult[],
): SubmissionRecord {
  const { submissionId, deadlineAt } = buildChunk(id, number, startedAt);
  const of = (outcome: ItemResult['outcome']): Set<number> =>
    new Set(results.filter((result) => result.outcome === outcome).map(({ index }) => index));
  return {
    id: submissionId,
    caller,
    requestId,
    deadlineAt,
    expiresAt,
    total: items.length,
    rejected: 0,
    createdAt: startedAt,
    saved: of('saved'),
    superseded: of('superseded'),
    failed: of('failed'),
    settlements: 1,
  };
}
