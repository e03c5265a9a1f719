/** UTF-8 as text, and the offset in it of the first byte that isn't UTF-8. */
export interface DecodedText {
  readonly text: string;
  readonly invalidAt: number | undefined;
}

/** Strict: replacement characters would be saved as if they had been sent. Drops a byte order mark. */
const STRICT = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder('utf-8');

const REPLACEMENT = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);
const MARK_BYTES = Buffer.from('\uFEFF');

/** Decodes UTF-8 without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: STRICT.decode(bytes), invalidAt: undefined };
  } catch {
    const text = LENIENT.decode(bytes);
    return { text, invalidAt: findInvalid(bytes, text) };
  }
}

/** Finds the first replacement character that stands for something else. */
function findInvalid(bytes: Uint8Array, text: string): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let byte = buffer.subarray(0, MARK_BYTES.length).equals(MARK_BYTES) ? MARK_BYTES.length : 0;
  let start = 0;
  let at = text.indexOf(REPLACEMENT);
  for (; at !== -1; at = text.indexOf(REPLACEMENT, start)) {
    byte += Buffer.byteLength(text.slice(start, at));
    if (!buffer.subarray(byte, byte + REPLACEMENT_BYTES.length).equals(REPLACEMENT_BYTES)) {
      break;
    }
    byte += REPLACEMENT_BYTES.length;
    start = at + 1;
  }
  return at;
}

/**
 * Tells whether bytes are UTF-16 or UTF-32: JSON begins with ASCII, of which these make a NUL, or with their byte
 * order mark.
 */
export function isWide([first = 1, second = 1]: Uint8Array): boolean {
  const mark = (first << 8) | second;
  return first === 0 || second === 0 || mark === 0xfeff || mark === 0xfffe;
}
