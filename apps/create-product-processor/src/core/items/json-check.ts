import { isExactNumber } from './exact-number.ts';
import type { JsonFlaw } from './json-flaw.ts';
import { JsonScanner, type TokenKind } from './json-scanner.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { MAX_JSON_DEPTH, SeenNames } from './seen-names.ts';

/**
 * Characters of a name that a path keeps: more than a pointer may have in an answer. Otherwise a hundred flaws under
 * the same long names would take a hundred times their size.
 */
const MAX_NAME_LENGTH = 256;

/** Limits of a check: flaws that it keeps, and items of a batch. */
export interface CheckLimits {
  readonly maxFlaws: number;
  readonly maxItems: number;
}

/** Error that ends the check, because such a batch is refused whatever follows. */
export class TooManyItems extends Error {}

/** Characters of a number that an error shows. */
const MAX_SHOWN_DIGITS = 60;

const VALUE_STARTS: ReadonlySet<TokenKind> = new Set(['{', '[', 'string', 'number', 'scalar']);

/** Reads one JSON text, and keeps its flaws. */
export class JsonCheck {
  readonly flaws: JsonFlaw[] = [];
  readonly #text: string;
  readonly #scanner: JsonScanner;
  readonly #maxFlaws: number;
  readonly #maxItems: number;
  /** Index, or start of the name, in each open array or object; outermost first. */
  readonly #places: number[] = [];
  /** End of the name in each open object, and 0 in arrays. */
  readonly #ends: number[] = [];
  readonly #names: SeenNames;
  #depth = 0;
  #items = 0;
  #faultyItem = 0;
  #isBatchFaulty = false;

  constructor(text: string, { maxFlaws, maxItems }: CheckLimits) {
    this.#text = text;
    this.#scanner = new JsonScanner(text);
    this.#names = new SeenNames(this.#scanner.units);
    this.#maxFlaws = maxFlaws;
    this.#maxItems = maxItems;
  }

  /** @param severalTexts reason that is given where another JSON text follows */
  run(severalTexts: string): void {
    this.#scanner.next();
    const next = this.#readValue();
    this.#expect('end', VALUE_STARTS.has(next) ? severalTexts : 'end of file expected');
  }

  /** Reads the value that begins with the current token, and goes to the token after it. */
  #readValue(): TokenKind {
    switch (this.#scanner.kind) {
      case 'scalar':
      case 'string':
        break;
      case 'number':
        this.#checkNumber();
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
    const isClosed = this.#scanner.kind === '}';
    this.#expect('string', isClosed ? 'a comma before }; remove it' : 'property name expected');
    this.#checkName();
    this.#scanner.next();
    this.#expect(':', 'colon expected');
    this.#scanner.next();
    return this.#readValue();
  }

  #readArray(): void {
    this.#enter();
    const areItems = this.#maxItems !== Infinity && this.#depth === 2 && this.#isNamed(0, 'items');
    this.#ends[this.#depth - 1] = 0;
    for (let index = 0; this.#scanner.next() !== ']' || index > 0; index += 1) {
      if (this.#scanner.kind === ']') {
        throw this.#error('a comma before ]; remove it');
      }
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
    if (this.#items > this.#maxItems) {
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

  #checkNumber(): void {
    const { start, end } = this.#scanner;
    if (!this.#keepsFlaw() || isExactNumber(this.#text, start, end)) {
      return;
    }
    const sent = this.#text.slice(start, end);
    const shown = sent.length > MAX_SHOWN_DIGITS ? `${sent.slice(0, MAX_SHOWN_DIGITS)}…` : sent;
    this.#addFlaw(
      'NUMBER_NOT_EXACT',
      `is ${shown}, which would be read back as ${Number(sent)}; send it as a string, or with fewer digits`,
    );
  }

  #isNamed(level: number, name: string): boolean {
    return this.#scanner.isText(this.#places[level] ?? 0, this.#ends[level] ?? 0, name);
  }

  #addFlaw(code: JsonFlaw['code'], detail: string): void {
    if (this.#keepsFlaw()) {
      this.flaws.push({ path: this.#readPath(), code, detail });
      this.#faultyItem = this.#items;
      this.#isBatchFaulty ||= this.#isInBatchItself();
    }
  }

  /** Of a batch, the first flaw of its own is kept as well: items that are given twice refuse all of it. */
  #keepsFlaw(): boolean {
    return (
      this.flaws.length < this.#maxFlaws ||
      this.#faultyItem < this.#items ||
      (!this.#isBatchFaulty && this.#isInBatchItself())
    );
  }

  #isInBatchItself(): boolean {
    return this.#depth === 1 && this.#maxItems !== Infinity;
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
