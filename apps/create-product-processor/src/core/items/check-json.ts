import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import { JsonScanner, JsonSyntaxError, type TokenKind } from './json-scanner.ts';
import { SeenNames } from './seen-names.ts';

/** Deeper than any product; RFC 8259 section 9 lets a parser set a limit, and a stack has one anyway. */
export const MAX_JSON_DEPTH = 32;

/** As many as a problem lists. Of a batch, the first flaw of each item is kept besides: it is rejected. */
export const MAX_FLAWS = 100;

/**
 * Characters of a name that a path keeps: more than a pointer may have in an answer. Otherwise a hundred flaws under
 * the same long names would take a hundred times their size.
 */
const MAX_NAME_LENGTH = 256;

/**
 * Flaw that `JSON.parse` doesn't report in detail:
 * - `INVALID_JSON`: malformed, and at which line and column, or nested too deep. It is then the only flaw.
 * - `TOO_MANY`: a batch has more items than the limit. It is then the last flaw, and the rest of the
 *   text wasn't read.
 * - `DUPLICATE_FIELD`: a name is given twice in one object; the first such place of each object. `JSON.parse`
 *   keeps the last value, another parser the first: https://www.rfc-editor.org/rfc/rfc8259#section-4
 * - `RESERVED_NAME`: `__proto__`, or the `prototype` of a `constructor`: code that copies objects carelessly
 *   would change all objects.
 */
export interface JsonFlaw {
  readonly path: readonly (string | number)[];
  readonly code: 'INVALID_JSON' | 'TOO_MANY' | 'DUPLICATE_FIELD' | 'RESERVED_NAME';
  readonly detail: string;
}

export interface CheckOptions {
  /** Line of the request that the text begins on. */
  readonly firstLine?: number;
  readonly maxFlaws?: number;
  /** Limit of the items in a document like `{ "items": […] }`. */
  readonly maxItems?: number;
}

/** Converts flaws to field errors. Pointers start `depth` levels down in the document. */
export function toFieldErrors(flaws: readonly JsonFlaw[], depth = 0): FieldError[] {
  return flaws.map(({ path, ...flaw }) => ({ pointer: jsonPointer(path.slice(depth)), ...flaw }));
}

/** Finds the flaws of a JSON text, in time that is proportional to its length. */
export function checkJson(text: string, options: CheckOptions = {}): JsonFlaw[] {
  const check = new JsonCheck(text, options);
  try {
    check.run();
  } catch (error) {
    if (error instanceof TooManyItems) {
      check.flaws.push({ path: ['items'], code: 'TOO_MANY', detail: 'has too many items' });
    } else if (error instanceof JsonSyntaxError) {
      const detail = `${placeOf(text, error.offset, options.firstLine ?? 1)}: ${error.message}`;
      return [{ path: [], code: 'INVALID_JSON', detail }];
    } else {
      throw error;
    }
  }
  return check.flaws;
}

class JsonCheck {
  readonly flaws: JsonFlaw[] = [];
  readonly #text: string;
  readonly #scanner: JsonScanner;
  readonly #maxFlaws: number;
  readonly #maxItems: number | undefined;
  /** Names and indexes of the open objects and arrays; only the first `#depth` count. */
  readonly #path: (string | number)[] = [];
  readonly #names = new SeenNames();
  #depth = 0;
  #items = 0;
  #faultyItem = 0;

  constructor(text: string, { maxFlaws = MAX_FLAWS, maxItems }: CheckOptions) {
    this.#text = text;
    this.#scanner = new JsonScanner(text);
    this.#maxFlaws = maxFlaws;
    this.#maxItems = maxItems;
  }

  run(): void {
    this.#scanner.next();
    this.#readValue();
    this.#expect('end', 'end of file expected');
  }

  /** Reads the value that begins with the current token, and goes to the token after it. */
  #readValue(): void {
    const { kind } = this.#scanner;
    if (kind === '{') {
      this.#readObject();
    } else if (kind === '[') {
      this.#readArray();
    } else if (kind !== 'string' && kind !== 'scalar') {
      throw this.#error('value expected');
    }
    this.#scanner.next();
  }

  #readObject(): void {
    this.#enter();
    this.#names.openObject();
    if (this.#scanner.next() !== '}') {
      this.#readProperty();
      while (this.#scanner.kind === ',') {
        this.#scanner.next();
        this.#readProperty();
      }
      this.#expectClosing('}', 'close brace expected');
    }
    this.#names.closeObject();
    this.#depth -= 1;
  }

  #readProperty(): void {
    this.#expect('string', 'property name expected');
    this.#checkName(this.#readName());
    this.#scanner.next();
    this.#expect(':', 'colon expected');
    this.#scanner.next();
    this.#readValue();
  }

  #readArray(): void {
    this.#enter();
    const areItems = this.#maxItems !== undefined && this.#depth === 2 && this.#path[0] === 'items';
    if (this.#scanner.next() !== ']') {
      for (let index = 0; ; index += 1) {
        this.#path[this.#depth - 1] = index;
        if (areItems) {
          this.#countItem();
        }
        this.#readValue();
        if (this.#scanner.kind !== ',') {
          break;
        }
        this.#scanner.next();
      }
      this.#expectClosing(']', 'close bracket expected');
    }
    this.#depth -= 1;
  }

  /** Counts over all arrays of that name: it may be given more than once. */
  #countItem(): void {
    this.#items += 1;
    if (this.#items > (this.#maxItems ?? Infinity)) {
      throw new TooManyItems();
    }
  }

  #checkName(name: string): void {
    this.#path[this.#depth - 1] = name.slice(0, MAX_NAME_LENGTH);
    if (name === '__proto__' || (name === 'prototype' && this.#path[this.#depth - 2] === 'constructor')) {
      this.#addFlaw('RESERVED_NAME', 'is a reserved name; choose another');
    }
    if (this.#names.repeats(name)) {
      this.#addFlaw('DUPLICATE_FIELD', 'is given more than once; send it once');
    }
  }

  #addFlaw(code: JsonFlaw['code'], detail: string): void {
    if (this.flaws.length < this.#maxFlaws || this.#faultyItem < this.#items) {
      this.flaws.push({ path: this.#path.slice(0, this.#depth), code, detail });
      this.#faultyItem = this.#items;
    }
  }

  #readName(): string {
    const { start, end, escaped } = this.#scanner;
    return escaped
      ? (JSON.parse(this.#text.slice(start, end)) as string)
      : this.#text.slice(start + 1, end - 1);
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_JSON_DEPTH) {
      throw this.#error(`nests deeper than ${MAX_JSON_DEPTH} levels`);
    }
  }

  #expectClosing(kind: TokenKind, reason: string): void {
    this.#expect(kind, this.#scanner.kind === 'end' ? reason : 'comma expected');
  }

  #expect(kind: TokenKind, reason: string): void {
    if (this.#scanner.kind !== kind) {
      throw this.#error(reason);
    }
  }

  #error(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(this.#scanner.start, reason);
  }
}

/** Error that ends the check, because such a batch is refused whatever follows. */
class TooManyItems extends Error {}

/** Counts lines by LF, as NDJSON does. */
function placeOf(text: string, offset: number, firstLine: number): string {
  let line = firstLine;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}
