import {
  Op,
  productIdOfSku,
  type RejectedItem,
  type ReportIssue,
  type ReportItem,
  type Warning,
} from '@async-catalog/product-schema';
import { rejectedEntry, type ReportEntry } from '@async-catalog/report-builder';
import type { OutgoingChunk } from './outgoing-chunks.ts';

/** An item of a dry run with its issues: one of a report, which nothing was saved of. */
export interface DryEntry {
  readonly item: Omit<ReportItem, 'outcome'> & { readonly outcome: 'valid' | 'rejected' };
  readonly issues: readonly ReportIssue[];
}

/** Findings of a dry run of a chunk. `previews`: entries as the report would have them, by index. */
export interface DryFindings {
  readonly rejected: readonly RejectedItem[];
  readonly warnings: readonly Warning[];
  readonly previews: ReadonlyMap<number, ReportEntry>;
}

/** Builds an entry for each item of a chunk. */
export function buildDryEntries(
  { items }: Pick<OutgoingChunk, 'items'>,
  { rejected, warnings, previews }: DryFindings,
): DryEntry[] {
  const rejectedByIndex = new Map(rejected.map((item) => [item.index, item]));
  const warningsByIndex = Map.groupBy(warnings, ({ index }) => index);
  return items.map(({ line, value }, index): DryEntry => {
    const refused = rejectedByIndex.get(index);
    if (refused !== undefined) {
      const { item, issues } = rejectedEntry({ ...refused, line });
      return { item: { ...item, outcome: 'rejected' }, issues };
    }
    const { item, issues } = previews.get(index) ?? { item: describe(value), issues: [] };
    const known = new Set(issues.map(({ code }) => code));
    const others = (warningsByIndex.get(index) ?? []).filter(({ code }) => !known.has(code));
    return {
      item: { ...item, index, line, outcome: item.outcome === 'failed' ? 'rejected' : 'valid' },
      issues: [
        ...issues,
        ...others.map(({ code, pointer, detail }): ReportIssue => ({
          index,
          line,
          sku: item.sku,
          severity: 'warning',
          code,
          pointer,
          detail,
        })),
      ],
    };
  });
}

function describe(value: Record<string, unknown>): Omit<ReportItem, 'index'> {
  const sku = typeof value['sku'] === 'string' ? value['sku'] : undefined;
  const op = Op.safeParse(value['op'] ?? 'put').data;
  return { sku, op, productId: sku === undefined ? undefined : productIdOfSku(sku), outcome: 'saved' };
}
