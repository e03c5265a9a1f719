import { JsonCheck, TooManyItems } from './json-check.ts';
import type { JsonFlaw } from './json-flaw.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';

/** As many as a problem lists. Of a batch, the first flaw of each item is kept besides: it is rejected. */
export const MAX_FLAWS = 100;

export interface CheckOptions {
  /** The text is a line of NDJSON. */
  readonly isLine?: boolean;
  readonly maxFlaws?: number;
  /** Limit of the items in a document like `{ "items": […] }`. */
  readonly maxItems?: number;
}

/** Finds the flaws of a JSON text, in time that is proportional to its length. */
export function checkJson(
  text: string,
  { isLine = false, maxFlaws = MAX_FLAWS, maxItems = Infinity }: CheckOptions = {},
): JsonFlaw[] {
  const check = new JsonCheck(text, { maxFlaws, maxItems });
  try {
    check.run(isLine ? SEVERAL_TEXTS_ON_A_LINE : SEVERAL_TEXTS);
  } catch (error) {
    if (error instanceof TooManyItems) {
      check.flaws.push({ path: ['items'], code: 'TOO_MANY', detail: 'has too many items' });
    } else if (error instanceof JsonSyntaxError) {
      const place = isLine ? `column ${error.offset + 1}` : placeOf(text, error.offset);
      return [{ path: [], code: 'INVALID_JSON', detail: `${place}: ${error.message}` }];
    } else {
      throw error;
    }
  }
  return check.flaws;
}

const SEVERAL_TEXTS = 'another JSON text; send one, or several as NDJSON';

/** https://curl.se/docs/manpage.html#-d */
const SEVERAL_TEXTS_ON_A_LINE =
  'several JSON texts are on one line; end each with a line feed, which curl keeps with --data-binary, not with -d';

/** Names a place by line and column, both from 1. Lines end with LF, as in NDJSON. */
export function placeOf(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}
