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
const HEX_ESCAPE = /u[\da-fA-F]{4}/y;
const ESCAPED = '"\\/bfnrt';
/** Characters up to which an unknown word goes. */
const DELIMITERS = new Set(Array.from(' \t\n\r{}[],:"/').map((character) => character.charCodeAt(0)));
const SCALARS = ['true', 'false', 'null'];

/** Reads the tokens of a JSON text, one at a time, without making an object of any. */
export class JsonScanner {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** Whether the token is a string with escapes. */
  escaped = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** @throws {JsonSyntaxError} where the next characters are no token. */
  next(): TokenKind {
    const text = this.#text;
    let at = this.end;
    while (at < text.length && isSpace(text.charCodeAt(at))) {
      at += 1;
    }
    this.start = at;
    if (at === text.length) {
      this.end = at;
      this.kind = 'end';
      return this.kind;
    }
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      this.end = this.#readString(at + 1);
      this.kind = 'string';
    } else if (code === MINUS || isDigit(code)) {
      this.end = this.#readNumber(at);
      this.kind = 'scalar';
    } else {
      this.kind = toKind(code);
      this.end = this.kind === 'scalar' ? this.#readWord(at) : at + 1;
    }
    return this.kind;
  }

  #readString(from: number): number {
    const text = this.#text;
    this.escaped = false;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        return at + 1;
      }
      if (code < SPACE) {
        const ended = code === 0x0a || code === 0x0d;
        throw this.#error(ended ? 'unexpected end of string' : 'invalid character');
      }
      if (code === BACKSLASH) {
        this.escaped = true;
        at = this.#readEscape(at + 1);
      }
    }
    throw this.#error('unexpected end of string');
  }

  /** Returns the offset of the last character of the escape. */
  #readEscape(at: number): number {
    if (at < this.#text.length && ESCAPED.includes(this.#text.charAt(at))) {
      return at;
    }
    HEX_ESCAPE.lastIndex = at;
    if (HEX_ESCAPE.test(this.#text)) {
      return at + 4;
    }
    if (at === this.#text.length) {
      throw this.#error('unexpected end of string');
    }
    throw this.#error(this.#text[at] === 'u' ? 'invalid unicode' : 'invalid escape character');
  }

  #readNumber(from: number): number {
    const text = this.#text;
    let at = text.charCodeAt(from) === MINUS ? from + 1 : from;
    if (!isDigit(text.charCodeAt(at))) {
      throw this.#error('invalid symbol');
    }
    at = text.charCodeAt(at) === ZERO ? at + 1 : this.#readDigits(at);
    if (text.charCodeAt(at) === POINT) {
      at = this.#readDigits(at + 1);
    }
    if (text.charCodeAt(at) === 0x65 || text.charCodeAt(at) === 0x45) {
      const sign = text.charCodeAt(at + 1);
      at = this.#readDigits(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
    }
    return at;
  }

  #readDigits(from: number): number {
    let at = from;
    while (isDigit(this.#text.charCodeAt(at))) {
      at += 1;
    }
    if (at === from) {
      throw this.#error('unexpected end of number');
    }
    return at;
  }

  #readWord(from: number): number {
    const text = this.#text;
    let word: string | undefined;
    for (const scalar of SCALARS) {
      word ??= text.startsWith(scalar, from) ? scalar : undefined;
    }
    const end = from + (word?.length ?? 0);
    if (word === undefined || (end < text.length && !DELIMITERS.has(text.charCodeAt(end)))) {
      const isComment = text.startsWith('//', from) || text.startsWith('/*', from);
      throw this.#error(isComment ? 'invalid comment token' : 'invalid symbol');
    }
    return end;
  }

  #error(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(this.start, reason);
  }
}

function toKind(code: number): TokenKind {
  switch (code) {
    case 0x7b:
      return '{';
    case 0x7d:
      return '}';
    case 0x5b:
      return '[';
    case 0x5d:
      return ']';
    case 0x2c:
      return ',';
    case 0x3a:
      return ':';
    default:
      return 'scalar';
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || code === 0x0a || code === 0x0d || code === 0x09;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
