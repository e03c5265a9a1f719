import { getRandomValues } from 'node:crypto';

/** Token of a JSON text. `scalar`: a number, `true`, `false` or `null`. */
export type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'scalar' | 'end';

/** Place and reason of the first thing that isn't JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const SPACE = 0x20;
const LOWER_U = 0x75;

/** Reads the tokens of a JSON text, one at a time, without making an object of any. */
export class JsonScanner {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** End of the string's characters in `units`, after its escapes were decoded there; they begin at `start + 1`. */
  decodedEnd = 0;
  /** Hash of the string's characters. */
  hash = 0;
  /** UTF-16 code units of the text, and a NUL: faster to read than the text, whatever its representation. */
  readonly units: Uint16Array;
  readonly #length: number;
  readonly #seed: number;
  readonly #multiplier: number;
  #unescaped = 0;

  constructor(text: string) {
    this.#length = text.length;
    this.units = new Uint16Array(text.length + 1);
    Buffer.from(this.units.buffer).write(text, 'utf16le');
    const random = getRandomValues(new Int32Array(2));
    this.#seed = random[0]!;
    this.#multiplier = random[1]! | 1;
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
        return (this.kind = 'string');
      case 0x7b:
        return (this.kind = '{');
      case 0x7d:
        return (this.kind = '}');
      case 0x5b:
        return (this.kind = '[');
      case 0x5d:
        return (this.kind = ']');
      case 0x2c:
        return (this.kind = ',');
      case 0x3a:
        return (this.kind = ':');
      default:
        if (at === this.#length) {
          this.end = at;
          return (this.kind = 'end');
        }
        this.end = code === MINUS || isDigit(code) ? this.#readNumber(at) : this.#readWord(at);
        return (this.kind = 'scalar');
    }
  }

  #readString(from: number): number {
    const { units } = this;
    const multiplier = this.#multiplier;
    let hash = this.#seed;
    let to = from;
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
      units[to] = code;
      to += 1;
      hash = Math.imul(hash ^ code, multiplier);
      hash ^= hash >>> 15;
    }
    this.decodedEnd = to;
    this.hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
    return at + 1;
  }

  /** Returns the offset of the last character of the escape. */
  #readEscape(at: number): number {
    const { units } = this;
    const code = units[at]!;
    if (code === LOWER_U) {
      this.#unescaped =
        (hexValue(units[at + 1]) << 12) |
        (hexValue(units[at + 2]) << 8) |
        (hexValue(units[at + 3]) << 4) |
        hexValue(units[at + 4]);
      if (this.#unescaped < 0) {
        throw this.#error('invalid unicode');
      }
      return at + 4;
    }
    this.#unescaped = unescape(code);
    if (this.#unescaped < 0) {
      throw this.#error(at === this.#length ? 'unexpected end of string' : 'invalid escape character');
    }
    return at;
  }

  #readNumber(from: number): number {
    const { units } = this;
    let at = units[from] === MINUS ? from + 1 : from;
    if (!isDigit(units[at]!)) {
      throw this.#error('invalid symbol');
    }
    at = units[at] === ZERO ? at + 1 : this.#readDigits(at);
    if (units[at] === POINT) {
      at = this.#readDigits(at + 1);
    }
    if (units[at] === 0x65 || units[at] === 0x45) {
      const sign = units[at + 1];
      at = this.#readDigits(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
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
    const { units } = this;
    const code = units[from];
    const word = code === 0x74 ? 'true' : code === 0x66 ? 'false' : 'null';
    const end = from + word.length;
    if (!this.equals(from, end, word) || !isDelimiter(units[end]!)) {
      const isComment = code === 0x2f && (units[from + 1] === 0x2f || units[from + 1] === 0x2a);
      throw this.#error(isComment ? 'invalid comment token' : 'invalid symbol');
    }
    return end;
  }

  equals(start: number, end: number, word: string): boolean {
    if (end - start !== word.length) {
      return false;
    }
    for (let at = 0; at < word.length; at += 1) {
      if (this.units[start + at] !== word.charCodeAt(at)) {
        return false;
      }
    }
    return true;
  }

  #error(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(this.start, reason);
  }
}

function isDelimiter(code: number): boolean {
  switch (code) {
    case 0:
    case SPACE:
    case 0x0a:
    case 0x0d:
    case 0x09:
    case 0x7b:
    case 0x7d:
    case 0x5b:
    case 0x5d:
    case 0x2c:
    case 0x3a:
    case QUOTE:
    case 0x2f:
      return true;
    default:
      return false;
  }
}

function unescape(code: number): number {
  switch (code) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
      return code;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return -1;
  }
}

function hexValue(code: number | undefined): number {
  if (code === undefined) return -1;
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
