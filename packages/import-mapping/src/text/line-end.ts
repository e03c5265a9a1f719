export const LF = 0x0a;
export const CR = 0x0d;

/** Finds the first byte of a line end from `at` on, or the end of the bytes. */
export function lineEndFrom(bytes: Uint8Array, at: number): number {
  let place = at;
  while (place < bytes.length && bytes[place] !== LF && bytes[place] !== CR) {
    place += 1;
  }
  return place;
}

/** Gives the place after the line end at `at` (LF, CR LF or CR), unless that takes bytes that aren't there yet. */
export function afterLineEnd(bytes: Uint8Array, at: number, isEnd: boolean): number | undefined {
  if (at >= bytes.length) {
    return isEnd ? at : undefined;
  }
  if (bytes[at] === LF) {
    return at + 1;
  }
  if (at + 1 >= bytes.length) {
    return isEnd ? at + 1 : undefined;
  }
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** Counts the line ends in bytes that end with none. */
export function countLineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) {
      count += 1;
    }
  }
  return count;
}
