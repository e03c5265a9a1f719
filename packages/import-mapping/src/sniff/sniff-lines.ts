import { isObject, MAX_IMPORT_COLUMNS } from '@async-catalog/product-schema';
import { isBlank } from '../csv/is-blank.ts';
import { FileError } from '../file-error.ts';
import { isTooDeep } from '../ndjson/is-too-deep.ts';
import { readHeadRows } from './read-head-rows.ts';

const SAMPLES = 20;

/** Lines of which the names are collected. */
const LINES = 1_000;

/** Collects the names in lines of NDJSON, and the first values. */
export function sniffLines(text: Uint8Array, isWhole: boolean): { columns: string[]; samples: string[][] } {
  const rows = readHeadRows(text, { delimiter: undefined, isWhole, count: LINES }).filter(
    ({ cells }) => !isBlank(cells),
  );
  if (rows.length === 0 && isWhole) {
    throw new FileError('EMPTY_FILE', 'The file has no text; send at least one line');
  }
  const objects = rows.flatMap(({ cells: [line = ''] }) => parseObject(line));
  const [first] = rows;
  if (objects.length === 0 && first !== undefined) {
    const detail = 'No line is a JSON object; send NDJSON, one product a line';
    throw new FileError('NOT_LINES', detail, { line: first.line });
  }
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))].slice(0, MAX_IMPORT_COLUMNS);
  const samples = objects
    .slice(0, SAMPLES)
    .map((object) => columns.map((name) => (Object.hasOwn(object, name) ? toSample(object[name]) : '')));
  return { columns, samples };
}

function parseObject(line: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) && !isTooDeep(value) ? [value] : [];
  } catch {
    // The reader explains the line when it gets there.
    return [];
  }
}

function toSample(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
