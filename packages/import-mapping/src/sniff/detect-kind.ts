import type { FileFormat } from '@async-catalog/product-schema';
import { FileError } from '../file-error.ts';

const NDJSON_NAME = /\.(?:ndjson|jsonl|ldjson)(?:\.gz)?$/i;
const NDJSON_TYPE = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines)\b/i;

/**
 * Tells NDJSON from CSV by the first character, whatever the file's name is: no header begins with a brace.
 *
 * @throws {FileError} If it is JSON or markup as a whole, rather than by lines.
 */
export function detectKind(
  text: Uint8Array,
  { fileName = '', mediaType = '' }: { fileName?: string | undefined; mediaType?: string | undefined },
): FileFormat['kind'] {
  const start = new TextDecoder().decode(text.subarray(0, 4096)).trimStart();
  if (start.startsWith('{')) {
    return 'ndjson';
  }
  if (/^\[\s*[[{\]]/.test(start)) {
    throw new FileError(
      'NOT_LINES',
      'The file is a JSON array; send NDJSON, one product a line, without brackets and commas',
      { line: 1 },
    );
  }
  if (/^<(?:!doctype|\?xml|html)/i.test(start)) {
    throw new FileError('NOT_LINES', 'The file is HTML or XML; send a CSV or NDJSON file', { line: 1 });
  }
  return NDJSON_NAME.test(fileName) || NDJSON_TYPE.test(mediaType) ? 'ndjson' : 'csv';
}
