import {
  ItemResult,
  outcomeOf,
  type Outcome,
  type RejectedItem,
  type ReportIssue,
  type ReportItem,
  type SubmissionRecord,
} from '@async-catalog/product-schema';

/** An item with its issues. */
export interface ReportEntry {
  readonly item: ReportItem;
  readonly issues: readonly ReportIssue[];
}

export function rejectedEntry({ index, sku, errors }: RejectedItem): ReportEntry {
  return {
    item: { index, sku, outcome: 'rejected' },
    issues: errors.map(({ code, pointer, detail }) => ({
      index,
      sku,
      severity: 'error',
      code,
      pointer,
      detail,
    })),
  };
}

/** Builds the entry of an item from its record, with details from the results; `undefined` if it was never accepted. */
export function settledEntry(
  record: SubmissionRecord,
  index: number,
  results: readonly ItemResult[],
): ReportEntry | undefined {
  const outcome = outcomeOf(record, index);
  if (outcome === undefined) {
    return undefined;
  }
  const ranked = results.toSorted(bestFirst(outcome));
  const known = <Field extends keyof ItemResult>(field: Field) =>
    ranked.find((result) => result[field] !== undefined)?.[field];
  const item: ReportItem = {
    index,
    productId: known('productId'),
    sku: known('sku'),
    outcome,
    version: outcome === 'saved' ? known('version') : undefined,
    category: known('category'),
    currency: known('currency'),
    priceInHundredths: known('priceInHundredths'),
  };
  return { item, issues: issuesOf(item, record, ranked) };
}

function issuesOf(
  { index, sku, outcome }: ReportItem,
  record: SubmissionRecord,
  ranked: readonly ItemResult[],
): ReportIssue[] {
  switch (outcome) {
    case 'failed':
      return [{ index, sku, severity: 'error', ...errorOf(record, index, ranked) }];
    case 'superseded':
      return [
        {
          index,
          sku,
          severity: 'warning',
          code: 'SUPERSEDED',
          pointer: '',
          detail: 'was not written: a newer state of this product was saved before',
        },
      ];
    default:
      return [];
  }
}

/** Takes the error from the record, and its pointer and full detail from a result with the same code. */
function errorOf(record: SubmissionRecord, index: number, ranked: readonly ItemResult[]) {
  const failure = record.failures[index];
  const found = ranked
    .map((result) => result.error)
    .find((error) => error !== undefined && (failure === undefined || failure.code === error.code));
  return {
    code: found?.code ?? failure?.code ?? 'REASON_UNKNOWN',
    pointer: found?.pointer ?? '',
    detail: found?.detail ?? failure?.detail ?? 'was not saved; the reason is not known',
  };
}

/** Sorts results of the item's outcome first, then the newest version; the last criterion only makes the order total. */
function bestFirst(outcome: Outcome) {
  return (a: ItemResult, b: ItemResult): number =>
    Number(b.outcome === outcome) - Number(a.outcome === outcome) ||
    (b.version ?? 0) - (a.version ?? 0) ||
    (textOf(a) < textOf(b) ? -1 : 1);
}

const RESULT_FIELDS = ItemResult.keyof().options;

function textOf(result: ItemResult): string {
  return JSON.stringify(RESULT_FIELDS.map((field) => result[field]));
}
