/** Returns the code unit that a backslash and this one stand for (except `u`), or a negative number. */
export function unescape(code: number): number {
  switch (code) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
      return code;
    case 0x62: // b
      return 0x08;
    case 0x66: // f
      return 0x0c;
    case 0x6e: // n
      return 0x0a;
    case 0x72: // r
      return 0x0d;
    case 0x74: // t
      return 0x09;
    default:
      return -1;
  }
}

/** Returns the code unit that four hexadecimal digits stand for, or a negative number. */
export function readHex(units: Uint16Array, at: number): number {
  // A digit that isn't one is -1, which keeps its sign when shifted.
  return (
    (hexDigit(units[at]) << 12) |
    (hexDigit(units[at + 1]) << 8) |
    (hexDigit(units[at + 2]) << 4) |
    hexDigit(units[at + 3])
  );
}

function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30;
  }
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
