import {
  type FieldError,
  type ImportMapping,
  isObject,
  jsonPointer,
  MAX_FIELD_ERRORS,
} from '@async-catalog/product-schema';
import { parseCell } from './cell-value.ts';
import { ATTRIBUTE_PREFIX, DEFAULT_OP, LIST_FIELDS } from './fields.ts';

export interface BuiltValue {
  readonly value: Record<string, unknown>;
  readonly errors: FieldError[];
}

/** Fields of an item that deletes a product; a row has its other columns for the rows that don't. */
const DELETE_FIELDS: ReadonlySet<string> = new Set(['op', 'id', 'sku', 'ifVersion']);

interface MappedColumn {
  readonly index: number;
  readonly name: string;
  readonly field: string;
}

/** Prepares a mapping to be applied to many rows. */
export function createBuildValue(
  columns: readonly string[],
  mapping: ImportMapping,
): (cells: readonly string[]) => BuiltValue {
  const fields = mapping.columns ?? {};
  const mapped: MappedColumn[] = columns.flatMap((name, index) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field === undefined ? [] : [{ index, name, field }];
  });
  const opColumns = mapped.filter(({ field }) => field === 'op');
  const defaults = Object.entries(mapping.defaults ?? {});

  return (cells) => {
    const value: Record<string, unknown> = { op: mapping.op ?? DEFAULT_OP };
    const errors: FieldError[] = [];
    const set = (field: string, text: string, describe: () => string): void => {
      const parsed = parseCell(field, text, mapping);
      if ('value' in parsed) {
        setField(value, field, parsed.value);
      } else if (errors.length < MAX_FIELD_ERRORS) {
        const { code, detail } = parsed.error;
        errors.push({ pointer: pointerOf(field), code, detail: `${describe()} ${detail}` });
      }
    };
    const fill = ({ index, name, field }: MappedColumn): void => {
      const text = (cells[index] ?? '').trim();
      if (text !== '') {
        set(field, text, () => `in column ${index + 1} (${JSON.stringify(name)})`);
      }
    };
    opColumns.forEach(fill);
    const isDelete = value['op'] === 'delete';
    for (const column of mapped) {
      if (column.field !== 'op' && !(isDelete && !DELETE_FIELDS.has(column.field))) {
        fill(column);
      }
    }
    for (const [field, text] of isDelete ? [] : defaults) {
      if (!hasField(value, field)) {
        set(field, text, () => 'in the defaults of the mapping');
      }
    }
    return { value, errors };
  };
}

export function pointerOf(field: string): string {
  return field.startsWith(ATTRIBUTE_PREFIX)
    ? jsonPointer(['attributes', field.slice(ATTRIBUTE_PREFIX.length)])
    : jsonPointer([field]);
}

/** Sets a field, or adds to a list that it has. Attributes that are no object are left as they are, to be refused. */
export function setField(value: Record<string, unknown>, field: string, content: unknown): void {
  const before = value[field];
  if (field.startsWith(ATTRIBUTE_PREFIX)) {
    const attributes = (value['attributes'] ??= {});
    if (isObject(attributes)) {
      attributes[field.slice(ATTRIBUTE_PREFIX.length)] = content;
    }
  } else if (LIST_FIELDS.has(field) && Array.isArray(before) && Array.isArray(content)) {
    value[field] = [...(before as unknown[]), ...(content as unknown[])];
  } else {
    value[field] = content;
  }
}

export function hasField(value: Record<string, unknown>, field: string): boolean {
  return field.startsWith(ATTRIBUTE_PREFIX)
    ? Object.hasOwn(value['attributes'] ?? {}, field.slice(ATTRIBUTE_PREFIX.length))
    : Object.hasOwn(value, field);
}
