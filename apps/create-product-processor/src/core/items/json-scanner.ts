import { KEPT_DIGITS } from './exact-number.ts';
import { readHex, unescape } from './json-escapes.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';

/**
 * Token of a JSON text. `scalar`: `true`, `false`, `null`, or a number that any double holds because it is short.
 * `number`: any other number.
 */
export type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'scalar' | 'number' | 'end';

const QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const SPACE = 0x20;
const LOWER_U = 0x75;
const LOWER_F = 0x66;
const LOWER_T = 0x74;
/** Characters up to which an unknown word goes. */
const DELIMITERS = new Set(Array.from(' \t\n\r{}[],:"/').map((character) => character.charCodeAt(0)));

// Secret, so that nobody can make names that collide: https://en.wikipedia.org/wiki/Collision_attack#Hash_flooding
const [SEED = 0, FACTOR = 0] = crypto.getRandomValues(new Int32Array(2));
const MULTIPLIER = FACTOR | 1;
/** 2 to the power of 32, divided by the golden ratio: spreads what is alike over the high bits. */
const GOLDEN = 0x9e3779b1;

/** Reads the tokens of a JSON text, one at a time, without making an object of any. */
export class JsonScanner {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** End of the string's own characters in `units`, decoded; they begin at `start + 1`. */
  decodedEnd = 0;
  /** Hash of the string's own characters, which differs from process to process. */
  hash = 0;
  /**
   * UTF-16 code units of the text, and a NUL. Faster to read than a string, which V8 may store in many ways;
   * escapes are decoded in place.
   */
  readonly units: Uint16Array<ArrayBuffer>;
  readonly #length: number;
  #unescaped = 0;

  constructor(text: string) {
    this.#length = text.length;
    this.units = new Uint16Array(text.length + 1);
    Buffer.from(this.units.buffer).write(text, 'utf16le');
  }

  /** @throws {JsonSyntaxError} where the next characters are no token. */
  next(): TokenKind {
    const { units } = this;
    let at = this.end;
    let code = units[at]!;
    while (code === SPACE || code === 0x0a || code === 0x0d || code === 0x09) {
      at += 1;
      code = units[at]!;
    }
    this.start = at;
    this.end = at + 1;
    switch (code) {
      case QUOTE:
        this.end = this.#readString(at + 1);
        this.kind = 'string';
        return 'string';
      case 0x7b:
        this.kind = '{';
        return '{';
      case 0x7d:
        this.kind = '}';
        return '}';
      case 0x5b:
        this.kind = '[';
        return '[';
      case 0x5d:
        this.kind = ']';
        return ']';
      case 0x2c:
        this.kind = ',';
        return ',';
      case 0x3a:
        this.kind = ':';
        return ':';
      default:
        return this.#readScalar(at, code);
    }
  }

  #readScalar(at: number, code: number): TokenKind {
    if (at === this.#length) {
      this.end = at;
      this.kind = 'end';
      return 'end';
    }
    this.kind = 'scalar';
    this.end = code === MINUS || isDigit(code) ? this.#readNumber(at, code) : this.#readWord(at);
    return this.kind;
  }

  #readString(from: number): number {
    const { units } = this;
    let hash = SEED;
    let decodedEnd = from;
    let at = from;
    for (let code = units[at]!; code !== QUOTE; code = units[at]!) {
      if (code < SPACE) {
        const ended = at === this.#length || code === 0x0a || code === 0x0d;
        throw this.#error(ended ? 'unexpected end of string' : 'invalid character');
      }
      if (code === BACKSLASH) {
        at = this.#readEscape(at + 1);
        code = this.#unescaped;
      }
      at += 1;
      units[decodedEnd] = code;
      decodedEnd += 1;
      hash = Math.imul(hash ^ code, MULTIPLIER);
      hash ^= hash >>> 15;
    }
    this.decodedEnd = decodedEnd;
    this.hash = Math.imul(hash ^ (hash >>> 16), GOLDEN);
    return at + 1;
  }

  /** Returns the offset of the last character of the escape. */
  #readEscape(at: number): number {
    const code = this.units[at]!;
    const isHex = code === LOWER_U;
    this.#unescaped = isHex ? readHex(this.units, at + 1) : unescape(code);
    if (this.#unescaped < 0) {
      const reason = isHex ? 'invalid unicode' : 'invalid escape character';
      throw this.#error(at === this.#length ? 'unexpected end of string' : reason);
    }
    return isHex ? at + 4 : at;
  }

  #readNumber(from: number, first: number): number {
    const { units } = this;
    let at = from + 1;
    let code = first;
    if (code === MINUS) {
      code = units[at]!;
      at += 1;
      if (!isDigit(code)) {
        throw this.#error('invalid symbol');
      }
    }
    if (code !== ZERO) {
      while (isDigit(units[at]!)) {
        at += 1;
      }
    }
    code = units[at]!;
    if (code === POINT) {
      at = this.#readDigits(at + 1);
      code = units[at]!;
    }
    if (code === 0x65 || code === 0x45) {
      const sign = units[at + 1];
      at = this.#readDigits(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
      this.kind = 'number';
    } else if (at - from > KEPT_DIGITS) {
      this.kind = 'number';
    }
    return at;
  }

  #readDigits(from: number): number {
    const { units } = this;
    let at = from;
    while (isDigit(units[at]!)) {
      at += 1;
    }
    if (at === from) {
      throw this.#error('unexpected end of number');
    }
    return at;
  }

  #readWord(from: number): number {
    const code = this.units[from];
    if (code === SINGLE_QUOTE) {
      throw this.#error('a single quote; use double quotes');
    }
    const word = code === LOWER_T ? 'true' : code === LOWER_F ? 'false' : 'null';
    const end = from + word.length;
    if (this.isText(from, end, word) && (end === this.#length || DELIMITERS.has(this.units[end]!))) {
      return end;
    }
    const isComment = this.isText(from, from + 2, '//') || this.isText(from, from + 2, '/*');
    throw this.#error(isComment ? 'invalid comment token' : 'invalid symbol');
  }

  /** Whether the units from `start` to `end` are that text. */
  isText(start: number, end: number, text: string): boolean {
    if (end - start !== text.length) {
      return false;
    }
    for (let at = 0; at < text.length; at += 1) {
      if (this.units[start + at] !== text.charCodeAt(at)) {
        return false;
      }
    }
    return true;
  }

  readText(start: number, end: number): string {
    const { BYTES_PER_ELEMENT: size, buffer } = this.units;
    return Buffer.from(buffer, start * size, (end - start) * size).toString('utf16le');
  }

  #error(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(this.start, reason);
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
