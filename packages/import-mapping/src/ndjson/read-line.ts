import { type FieldError, type ImportMapping, isObject } from '@async-catalog/product-schema';
import type { Row } from '../csv/row.ts';
import { type BuiltValue, hasField, setField } from '../mapping/build-value.ts';
import { parseCell } from '../mapping/cell-value.ts';
import { DEFAULT_OP } from '../mapping/fields.ts';
import { describeJsonError, findJsonFlaws } from './find-json-flaws.ts';
import { isTooDeep, MAX_DEPTH } from './is-too-deep.ts';

/** Prepares the mapping of lines of NDJSON, whose values keep their types. */
export function createReadLine(mapping: ImportMapping): (row: Pick<Row, 'cells' | 'flaw'>) => BuiltValue {
  const defaults = Object.entries(mapping.defaults ?? {});
  return ({ cells: [text = ''], flaw }) => {
    if (flaw !== undefined) {
      return refused({}, { pointer: '', ...flaw });
    }
    const parsed = parseLine(text);
    if (parsed === undefined) {
      return refused({}, { pointer: '', code: 'INVALID_JSON', detail: describeJsonError(text) });
    }
    const { content } = parsed;
    if (!isObject(content)) {
      return refused(
        {},
        { pointer: '', code: 'WRONG_TYPE', detail: 'is not an object; send one product a line' },
      );
    }
    if (isTooDeep(content)) {
      const detail = `nests deeper than ${MAX_DEPTH} levels; a product has three`;
      return refused(content, { pointer: '', code: 'INVALID_JSON', detail });
    }
    const flaws = findJsonFlaws(text, content);
    if (flaws.length > 0) {
      return refused(content, ...flaws);
    }
    const value = mapping.columns === undefined ? content : rename(content, mapping.columns);
    value['op'] ??= mapping.op ?? DEFAULT_OP;
    for (const [field, cell] of value['op'] === 'delete' ? [] : defaults) {
      const parsedCell = parseCell(field, cell.trim(), mapping);
      if (!hasField(value, field) && 'value' in parsedCell) {
        setField(value, field, parsedCell.value);
      }
    }
    return { value, errors: [] };
  };
}

function parseLine(text: string): { readonly content: unknown } | undefined {
  try {
    return { content: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Refuses a line. Only what names its product is kept: the rest may be what is wrong. */
function refused(content: Record<string, unknown>, ...errors: FieldError[]): BuiltValue {
  const value = Object.fromEntries(
    ['op', 'sku', 'id', 'name'].flatMap((field) =>
      typeof content[field] === 'string' ? [[field, content[field]]] : [],
    ),
  );
  return { value, errors };
}

function rename(
  content: Record<string, unknown>,
  columns: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(content)) {
    const field = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (field === 'attributes' && isObject(entry)) {
      // Other names may have been renamed to attributes before.
      value[field] = { ...entry, ...(value[field] as object | undefined) };
    } else if (field !== undefined) {
      setField(value, field, entry);
    }
  }
  return value;
}
