import { PRODUCT_FIELDS } from '@async-catalog/product-schema';

export const ATTRIBUTE_PREFIX = 'attributes.';

/** Operation of a row that names none: a spreadsheet says nothing of the fields that it has no column for. */
export const DEFAULT_OP = 'merge';

/** Fields that name an item's product or operation, rather than say what it is. */
const ITEM_FIELDS = ['op', 'id', 'ifVersion'] as const;

/** Fields that a column can fill, besides `attributes.NAME`. */
export const COLUMN_FIELDS: readonly string[] = [
  ...PRODUCT_FIELDS.filter((field) => field !== 'attributes'),
  ...ITEM_FIELDS,
];

/** Fields that several columns can fill together. */
export const LIST_FIELDS: ReadonlySet<string> = new Set(['tags', 'images']);

/** Columns that `failed.csv` adds at its end, and that are ignored when it is sent back. */
export const REPORT_COLUMNS = ['import_line', 'import_code', 'import_error'] as const;

const READ_ONLY_FIELDS = ['submissionId', 'createdAt', 'updatedAt', 'version'];

const KNOWN_FIELDS: ReadonlySet<string> = new Set([...COLUMN_FIELDS, 'attributes', ...READ_ONLY_FIELDS]);

/** Tells whether an item may have a field of that very name. */
export function isItemField(name: string): boolean {
  return KNOWN_FIELDS.has(name);
}
