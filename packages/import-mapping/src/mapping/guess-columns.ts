import type { ColumnGuess, FileFormat } from '@async-catalog/product-schema';
import { LAYOUT_COLUMNS } from '../layouts/layout-columns.ts';
import type { LayoutName } from '../layouts/layout.ts';
import { ATTRIBUTE_PREFIX, LIST_FIELDS, REPORT_COLUMNS } from './fields.ts';
import { guessAttribute } from './guess-attribute.ts';
import { identifierRank, knownNameOf } from './known-names.ts';
import { normalizeName } from './normalize-name.ts';

/** A column, and its cells in the first rows that aren't blank. */
export interface SampledColumn {
  readonly column: string;
  readonly samples: readonly string[];
}

const TITLES: Readonly<Record<LayoutName, string>> = { shopify: 'Shopify', woocommerce: 'WooCommerce' };

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Columns of a product as the catalog itself gives it. */
const READ_ONLY: ReadonlySet<string> = new Set(['submissionid', 'createdat', 'updatedat', 'version']);

/** Guesses the field of each column by its name, and by what is in it. */
export function guessColumns(columns: readonly SampledColumn[], kind: FileFormat['kind']): ColumnGuess[] {
  const best = bestColumns(columns);
  const identifier = best.has('sku') ? undefined : findIdentifier(columns);
  const named = new Set(columns.map(({ column }) => column));
  return columns.map(({ column, samples }) => {
    const known = knownNameOf(column);
    if (isOfReport(column)) {
      return { column, reason: 'is ignored: an earlier import added it to the rows that failed' };
    }
    if (READ_ONLY.has(normalizeName(column))) {
      return { column, reason: 'is ignored: the catalog sets it' };
    }
    if (known !== undefined && (LIST_FIELDS.has(known.field) || best.get(known.field) === column)) {
      return { column, field: known.field, reason: `is a usual name for ${known.field}` };
    }
    if (column === identifier) {
      return {
        column,
        field: 'sku',
        reason: 'is taken as the SKU: it identifies products, and no column is named SKU',
      };
    }
    if (normalizeName(column) === 'id' && samples.length > 0 && samples.every((text) => UUID.test(text))) {
      return { column, field: 'id', reason: 'holds ids of products' };
    }
    if (kind === 'ndjson' && column === 'attributes') {
      return { column, field: column, reason: 'is a field of a product' };
    }
    if (named.has(`${ATTRIBUTE_PREFIX}${column}`)) {
      return { column, reason: `is ignored: "${ATTRIBUTE_PREFIX}${column}" fills that attribute` };
    }
    return kind === 'ndjson' && samples.some((text) => text.startsWith('{'))
      ? { column, reason: 'is ignored: it holds objects, which no attribute does' }
      : { column, ...guessAttribute(column, samples) };
  });
}

/** Guesses the field of each column of a known layout. */
export function guessLayoutColumns(layout: LayoutName, columns: readonly string[]): ColumnGuess[] {
  const { fields, own } = LAYOUT_COLUMNS[layout];
  const fieldOf = new Map(Object.entries(fields).map(([column, field]) => [normalizeName(column), field]));
  const ranks = [...fieldOf.keys()];
  const best = new Map<string, { column: string; rank: number }>();
  for (const column of columns) {
    const field = fieldOf.get(normalizeName(column));
    const rank = ranks.indexOf(normalizeName(column));
    if (field !== undefined && rank < (best.get(field)?.rank ?? Number.POSITIVE_INFINITY)) {
      best.set(field, { column, rank });
    }
  }
  return columns.map((column) => {
    const field = fieldOf.get(normalizeName(column));
    if (field !== undefined && (LIST_FIELDS.has(field) || best.get(field)?.column === column)) {
      return {
        column,
        field,
        reason: `is the ${field.replace(ATTRIBUTE_PREFIX, 'attribute ')} in files of ${TITLES[layout]}`,
      };
    }
    if (isOfReport(column)) {
      return { column, reason: 'is ignored: an earlier import added it to the rows that failed' };
    }
    const reason = own.find(([pattern]) => pattern.test(normalizeName(column)))?.[1];
    return { column, reason: reason ?? 'is ignored: the catalog has no place for it' };
  });
}

/** Finds the column whose name is the most usual one of each field. */
function bestColumns(columns: readonly SampledColumn[]): Map<string, string> {
  const best = new Map<string, { column: string; rank: number }>();
  for (const { column } of columns) {
    const known = knownNameOf(column);
    if (known !== undefined && known.rank < (best.get(known.field)?.rank ?? Number.POSITIVE_INFINITY)) {
      best.set(known.field, { column, rank: known.rank });
    }
  }
  return new Map([...best].map(([field, { column }]) => [field, column]));
}

function findIdentifier(columns: readonly SampledColumn[]): string | undefined {
  return columns
    .filter(
      ({ column, samples }) => identifierRank(column) !== -1 && !samples.some((text) => UUID.test(text)),
    )
    .sort((a, b) => identifierRank(a.column) - identifierRank(b.column))[0]?.column;
}

function isOfReport(column: string): boolean {
  return (REPORT_COLUMNS as readonly string[]).includes(column.toLowerCase());
}
