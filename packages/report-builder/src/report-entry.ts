import {
  ItemResult,
  PRICE_ZERO,
  replacedBy,
  outcomeOf,
  type Op,
  type Outcome,
  type RejectedItem,
  type ReportIssue,
  type ReportItem,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
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
  return { item, issues: [...issuesOf(item, ranked), ...warningsOf(item, changed)] };
}

function priceBeforeOf({ priceBefore, currencyBefore }: Partial<ItemResult> = {}): ReportItem['priceBefore'] {
  if (priceBefore === undefined || currencyBefore === undefined) {
    return undefined;
  }
  const { digits, minorUnits } = toAmount(priceBefore, currencyBefore);
  return { currency: currencyBefore, digits, priceInMinorUnits: minorUnits };
}

/** Lists what a consumer may not have meant by a save. */
function warningsOf(
  { index, line, sku, outcome, change, currency, priceInMinorUnits, priceBefore, op }: ReportItem,
  { removedFields = [], changedFields = [] }: Partial<ItemResult> = {},
): ReportIssue[] {
  const warning = (code: string, pointer: string, detail: string): ReportIssue => ({
    index,
    line,
    sku,
    severity: 'warning',
    code,
    pointer,
    detail,
  });
  const isSaved = outcome === 'saved' && change !== 'deleted';
  const isPriceSent = op === 'put' || change === 'created' || changedFields.includes('price');
  return [
    ...(changedFields.includes('currency') && priceBefore !== undefined
      ? [warning('CURRENCY_CHANGED', '/currency', `was ${priceBefore.currency}, and is ${currency} now`)]
      : []),
    ...(op === 'put' && removedFields.length > 0
      ? [
          warning(
            'FIELDS_REMOVED',
            '',
            `removed ${nameFields(removedFields)}, which the product had; a patch would leave them`,
          ),
        ]
      : []),
    ...(isSaved && isPriceSent && priceInMinorUnits === 0
      ? [warning(PRICE_ZERO.code, PRICE_ZERO.pointer, PRICE_ZERO.detail)]
      : []),
  ];
}

const MAX_NAMES = 10;

/** Names fields, and attributes (`attributes/colour`), in words. */
function nameFields(fields: readonly string[]): string {
  const names = fields
    .slice(0, MAX_NAMES)
    .map((field) => field.replace(/^attributes\/(.*)$/s, 'attribute "$1"'));
  const rest = fields.length - names.length;
  return rest === 0 ? names.join(', ') : `${names.join(', ')} and ${rest} more`;
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

function issuesOf(item: ReportItem, ranked: readonly ItemResult[]): ReportIssue[] {
  const { index, line, sku } = item;
  switch (item.outcome) {
    case 'failed':
      return [{ index, line, sku, severity: 'error', ...errorOf(ranked) }];
    case 'superseded':
      return [
        {
          index,
          line,
          sku,
          severity: 'warning',
          ...describeSupersession(item),
        },
      ];
    default:
      return [];
  }
}

/** An item was superseded once; a repeated delivery of it may find a newer operation. */
function supersessionOf({
  supersededBy,
  supersededBySubmission,
  supersededAt,
}: Partial<ItemResult> = {}): Partial<ReportItem> {
  return { supersededBy, supersededBySubmission, supersededAt };
}

/** Tells whether the intake replaced the item by a later put of its submission, which it does with puts only. */
function isReplaced({ supersededBy, supersededAt }: Partial<ReportItem>): boolean {
  return supersededBy !== undefined && supersededAt === undefined;
}

function describeSupersession(item: ReportItem): Pick<ReportIssue, 'code' | 'pointer' | 'detail'> {
  const { supersededBy, supersededBySubmission, supersededAt } = item;
  if (supersededBy !== undefined && isReplaced(item)) {
    return replacedBy(supersededBy);
  }
  const whose =
    supersededBySubmission === undefined ? 'this submission' : `submission ${supersededBySubmission}`;
  const newer =
    supersededBy === undefined ? 'a newer operation' : `the newer item ${supersededBy} of ${whose}`;
  const time = supersededAt === undefined ? '' : ` (accepted at ${supersededAt})`;
  return { code: 'SUPERSEDED', pointer: '', detail: `was not written: ${newer}${time} was applied before` };
}

/** Takes the error of the best result that has one. */
function errorOf(ranked: readonly ItemResult[]): Pick<ReportIssue, 'code' | 'pointer' | 'detail'> {
  const { code, pointer, detail } = ranked.find(({ error }) => error !== undefined)?.error ?? REASON_UNKNOWN;
  return { code, pointer, detail };
}

const REASON_UNKNOWN = {
  code: 'REASON_UNKNOWN',
  pointer: '',
  detail: 'was not saved; the reason is not known',
} as const;

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
