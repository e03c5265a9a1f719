import {
  type FieldError,
  type FileFormat,
  type ImportMapping,
  jsonPointer,
  nearestOf,
} from '@async-catalog/product-schema';
import { parseCell } from './cell-value.ts';
import { missingColumns } from '../layouts/layout-columns.ts';
import { ATTRIBUTE_PREFIX, COLUMN_FIELDS, DEFAULT_OP, isItemField, LIST_FIELDS } from './fields.ts';

/** Checks that a mapping can work with a file of those columns. Pointers begin with `/mapping`. */
export function checkMapping(
  mapping: ImportMapping,
  columns: readonly string[],
  kind: FileFormat['kind'] = 'csv',
): FieldError[] {
  return [
    ...checkColumns(mapping, columns, kind),
    ...checkDefaults(mapping),
    ...(kind === 'csv' ? [...checkLayout(mapping, columns), ...checkRequired(mapping)] : []),
  ];
}

/** Checks what a mapping says of fields, before the file is there; without its kind, what would do for any. */
export function checkFields(mapping: ImportMapping, kind: FileFormat['kind'] = 'ndjson'): FieldError[] {
  return [...checkColumns(mapping, undefined, kind), ...checkDefaults(mapping)];
}

function checkColumns(
  { columns: fields = {} }: ImportMapping,
  columns: readonly string[] | undefined,
  kind: FileFormat['kind'],
): FieldError[] {
  const seen = new Map<string, string>();
  return Object.entries(fields).flatMap(([column, field]) => {
    const pointer = jsonPointer(['mapping', 'columns', column]);
    // A line of NDJSON may have names that the first lines don't have.
    if (kind === 'csv' && columns !== undefined && !columns.includes(column)) {
      return [
        {
          pointer,
          code: 'UNKNOWN_FIELD',
          detail: `is not a column of the file; ${hintFor(column, columns)}`,
        },
      ];
    }
    const before = seen.get(field);
    seen.set(field, column);
    if (before !== undefined && !LIST_FIELDS.has(field)) {
      const detail = `fills "${field}", as ${JSON.stringify(before)} does; only tags and images take several columns`;
      return [{ pointer, code: 'DUPLICATE_FIELD', detail }];
    }
    return kind === 'ndjson' && isItemField(field) ? [] : checkField(pointer, field);
  });
}

function checkField(pointer: string, field: string): FieldError[] {
  if (COLUMN_FIELDS.includes(field)) {
    return [];
  }
  if (field.startsWith(ATTRIBUTE_PREFIX)) {
    const name = field.slice(ATTRIBUTE_PREFIX.length);
    if (name === '__proto__') {
      return [{ pointer, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another' }];
    }
    return name.trim() === ''
      ? [{ pointer, code: 'TOO_SHORT', detail: 'names no attribute; send one such as "attributes.colour"' }]
      : [];
  }
  const detail = `is not a field; ${hintFor(field, [...COLUMN_FIELDS, `${ATTRIBUTE_PREFIX}NAME`])}`;
  return [{ pointer, code: 'UNKNOWN_FIELD', detail }];
}

function checkDefaults(mapping: ImportMapping): FieldError[] {
  return Object.entries(mapping.defaults ?? {}).flatMap(([field, text]) => {
    const pointer = jsonPointer(['mapping', 'defaults', field]);
    if (field === 'op') {
      return [
        {
          pointer,
          code: 'UNKNOWN_FIELD',
          detail: 'has a place of its own; send "op" beside "defaults"',
        } as const,
      ];
    }
    const parsed = parseCell(field, text.trim(), mapping);
    return [...checkField(pointer, field), ...('error' in parsed ? [{ pointer, ...parsed.error }] : [])];
  });
}

function checkLayout({ layout }: ImportMapping, columns: readonly string[]): FieldError[] {
  const missing = layout === undefined ? [] : missingColumns(layout, columns);
  return missing.length === 0
    ? []
    : [
        {
          pointer: '/mapping/layout',
          code: 'REQUIRED',
          detail: `needs the columns of ${layout}, and the file has no ${listed(missing)}; leave the layout out`,
        },
      ];
}

/** Checks that rows can name a product and say something of it. A layout derives the SKU. */
function checkRequired({ columns = {}, defaults = {}, layout, ...mapping }: ImportMapping): FieldError[] {
  const op: string = mapping.op ?? DEFAULT_OP;
  const fields = new Set([...Object.values(columns), ...Object.keys(defaults)]);
  const names = layout !== undefined || fields.has('sku') || fields.has('id');
  const isNew = op === 'put' || (op === DEFAULT_OP && !names);
  const wanted = [
    ...(!names && (op === 'patch' || op === 'delete') ? ['sku'] : []),
    // Each row may have an operation of its own, that needs less.
    ...(isNew && !fields.has('op') ? ['name', 'price'].filter((field) => !fields.has(field)) : []),
  ];
  return wanted.map((field) => ({
    pointer: '/mapping/columns',
    code: 'REQUIRED',
    detail: `names no column for "${field}", which ${describeNeed(op, names)}; name one, such as {"COLUMN": "${field}"}`,
  }));
}

function describeNeed(op: string, names: boolean): string {
  return names || op !== DEFAULT_OP
    ? `a ${op} needs`
    : 'a new product needs, as each row is one without a SKU';
}

function hintFor(name: string, known: readonly string[]): string {
  const nearest = nearestOf(name, known);
  return nearest === undefined ? `send one of ${listed(known)}` : `did you mean ${JSON.stringify(nearest)}?`;
}

function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, 20)
    .map((name) => JSON.stringify(name))
    .join(', ');
  return names.length > 20 ? `${shown}, …` : shown;
}
