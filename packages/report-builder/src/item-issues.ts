import {
  type ItemResult,
  PRICE_ZERO,
  replacedBy,
  type ReportIssue,
  type ReportItem,
} from '@async-catalog/product-schema';

/** Lists why an item that was accepted isn't saved, and what its consumer may not have meant by its save. */
export function buildIssues(
  item: ReportItem,
  ranked: readonly ItemResult[],
  changed: ItemResult | undefined,
): ReportIssue[] {
  return [...issuesOf(item, ranked), ...warningsOf(item, changed)];
}

function issuesOf(item: ReportItem, ranked: readonly ItemResult[]): ReportIssue[] {
  const { index, line, sku } = item;
  switch (item.outcome) {
    case 'failed':
      return [{ index, line, sku, severity: 'error', ...errorOf(ranked) }];
    case 'superseded':
      return [{ index, line, sku, severity: 'warning', ...describeSupersession(item) }];
    case 'cancelled':
      return [{ index, line, sku, severity: 'warning', ...CANCELLED }];
    default:
      return [];
  }
}

const CANCELLED = {
  code: 'CANCELLED',
  pointer: '',
  detail: 'was not saved: it was cancelled before; retry it to save it',
} as const;

/** Tells whether the intake replaced the item by a later put of its submission, which it does with puts only. */
export function isReplaced({ supersededBy, supersededAt }: Partial<ReportItem>): boolean {
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

export const REASON_UNKNOWN = {
  code: 'REASON_UNKNOWN',
  pointer: '',
  detail: 'was not saved; the reason is not known',
} as const;

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
