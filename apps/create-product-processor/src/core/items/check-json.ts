import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import { JsonScanner, JsonSyntaxError, type TokenKind } from './json-scanner.ts';
import { MAX_JSON_DEPTH, SeenNames } from './seen-names.ts';

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
  readonly #scanner: JsonScanner;
  readonly #maxFlaws: number;
  readonly #maxItems: number | undefined;
  /** Index, or start of the name, in each open array or object; outermost first. */
  readonly #places: number[] = [];
  /** End of the name in each open object, and 0 in arrays. */
  readonly #ends: number[] = [];
  readonly #names: SeenNames;
  #depth = 0;
  #items = 0;
  #faultyItem = 0;

  constructor(text: string, { maxFlaws = MAX_FLAWS, maxItems }: CheckOptions) {
    this.#scanner = new JsonScanner(text);
    this.#names = new SeenNames(this.#scanner.units);
    this.#maxFlaws = maxFlaws;
    this.#maxItems = maxItems;
  }

  run(): void {
    this.#scanner.next();
    this.#readValue();
    this.#expect('end', 'end of file expected');
  }

  /** Reads the value that begins with the current token, and goes to the token after it. */
  #readValue(): TokenKind {
    switch (this.#scanner.kind) {
      case 'scalar':
      case 'string':
        break;
      case '{':
        this.#readObject();
        break;
      case '[':
        this.#readArray();
        break;
      default:
        throw this.#error('value expected');
    }
    return this.#scanner.next();
  }

  #readObject(): void {
    this.#enter();
    this.#names.openObject(this.#depth - 1);
    let isFirst = true;
    while (this.#scanner.next() !== '}' || !isFirst) {
      if (this.#readProperty() !== ',') {
        this.#expectClosing('}', 'close brace expected');
        break;
      }
      isFirst = false;
    }
    this.#depth -= 1;
  }

  #readProperty(): TokenKind {
    this.#expect('string', 'property name expected');
    this.#checkName();
    this.#scanner.next();
    this.#expect(':', 'colon expected');
    this.#scanner.next();
    return this.#readValue();
  }

  #readArray(): void {
    this.#enter();
    const areItems = this.#maxItems !== undefined && this.#depth === 2 && this.#isNamed(0, 'items');
    this.#ends[this.#depth - 1] = 0;
    for (let index = 0; this.#scanner.next() !== ']' || index > 0; index += 1) {
      this.#places[this.#depth - 1] = index;
      if (areItems) {
        this.#countItem();
      }
      if (this.#readValue() !== ',') {
        this.#expectClosing(']', 'close bracket expected');
        break;
      }
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

  #checkName(): void {
    const { start, decodedEnd, hash } = this.#scanner;
    const level = this.#depth - 1;
    this.#places[level] = start + 1;
    this.#ends[level] = decodedEnd;
    if (
      this.#isNamed(level, '__proto__') ||
      (this.#isNamed(level, 'prototype') && this.#isNamed(level - 1, 'constructor'))
    ) {
      this.#addFlaw('RESERVED_NAME', 'is a reserved name; choose another');
    }
    if (this.#names.repeats(level, hash, start + 1, decodedEnd)) {
      this.#addFlaw('DUPLICATE_FIELD', 'is given more than once; send it once');
    }
  }

  #isNamed(level: number, name: string): boolean {
    return this.#scanner.isText(this.#places[level] ?? 0, this.#ends[level] ?? 0, name);
  }

  #addFlaw(code: JsonFlaw['code'], detail: string): void {
    if (this.flaws.length < this.#maxFlaws || this.#faultyItem < this.#items) {
      this.flaws.push({ path: this.#readPath(), code, detail });
      this.#faultyItem = this.#items;
    }
  }

  #readPath(): (string | number)[] {
    return Array.from({ length: this.#depth }, (_, level) => {
      const start = this.#places[level]!;
      const end = this.#ends[level]!;
      return end === 0 ? start : this.#scanner.readText(start, Math.min(end, start + MAX_NAME_LENGTH));
    });
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
