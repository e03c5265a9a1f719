import {
  ItemResult,
  outcomeOf,
  type Op,
  type Outcome,
  type RejectedItem,
  type ReportIssue,
  type ReportItem,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { buildIssues, isReplaced } from './item-issues.ts';
import { toAmount } from './money.ts';

/** An item with its issues. */
export interface ReportEntry {
  readonly item: ReportItem;
  readonly issues: readonly ReportIssue[];
}

export function rejectedEntry({
  index,
  line,
  sku,
  op,
  errors,
}: RejectedItem & { readonly op?: Op | undefined }): ReportEntry {
  return {
    item: { index, line, sku, op, outcome: 'rejected' },
    issues: errors.map(({ code, pointer, detail }) => ({
      index,
      line,
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
  const currency = known('currency');
  const changed = outcome === 'saved' ? ranked.find(({ change }) => change !== undefined) : undefined;
  const supersession = outcome === 'superseded' ? supersessionOf(ranked[0]) : {};
  const item: ReportItem = {
    index,
    line: known('line'),
    productId: known('productId'),
    sku: known('sku'),
    op: known('op') ?? (isReplaced(supersession) ? 'put' : undefined),
    outcome,
    change: changed?.change,
    changedFields: changed?.changedFields,
    priceBefore: priceBeforeOf(changed),
    ...supersession,
    version: outcome === 'saved' ? known('version') : undefined,
    category: known('category'),
    currency,
    ...priceOf(currency, known('price') ?? hundredthsToPrice(known('priceInHundredths'))),
  };
  return { item, issues: buildIssues(item, ranked, changed) };
}

function priceBeforeOf({ priceBefore, currencyBefore }: Partial<ItemResult> = {}): ReportItem['priceBefore'] {
  if (priceBefore === undefined || currencyBefore === undefined) {
    return undefined;
  }
  const { digits, minorUnits } = toAmount(priceBefore, currencyBefore);
  return { currency: currencyBefore, digits, priceInMinorUnits: minorUnits };
}

/** Prices have no currency only where a delivery's result was lost, and then no meaning. */
function priceOf(
  currency: string | undefined,
  price: number | undefined,
): Pick<ReportItem, 'digits' | 'priceInMinorUnits'> {
  if (currency === undefined || price === undefined) {
    return {};
  }
  const { digits, minorUnits } = toAmount(price, currency);
  return { digits, priceInMinorUnits: minorUnits };
}

function hundredthsToPrice(hundredths: number | undefined): number | undefined {
  return hundredths === undefined ? undefined : hundredths / 100;
}

/** An item was superseded once; a repeated delivery of it may find a newer operation. */
function supersessionOf({
  supersededBy,
  supersededBySubmission,
  supersededAt,
}: Partial<ItemResult> = {}): Partial<ReportItem> {
  return { supersededBy, supersededBySubmission, supersededAt };
}

/**
 * Sorts results of the item's outcome first, then the one of the delivery that changed the product: a repeated one finds what others did
 * since. The last criterion only makes the order total.
 */
function bestFirst(outcome: Outcome) {
  return (a: ItemResult, b: ItemResult): number =>
    Number(b.outcome === outcome) - Number(a.outcome === outcome) ||
    Number(b.change !== undefined) - Number(a.change !== undefined) ||
    (b.version ?? 0) - (a.version ?? 0) ||
    (textOf(a) < textOf(b) ? -1 : 1);
}

const RESULT_FIELDS = ItemResult.keyof().options;

function textOf(result: ItemResult): string {
  return JSON.stringify(RESULT_FIELDS.map((field) => result[field]));
}
