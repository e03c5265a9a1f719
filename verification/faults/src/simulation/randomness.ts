import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices from one seed: the same seed gives the same choices in the same order. */
export interface Randomness {
  /** From `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  /** From 0 to below 1. */
  readonly fraction: () => number;
  /** Removes and returns a random element. */
  readonly take: <T>(from: T[]) => T | undefined;
  readonly fill: <T extends ArrayBufferView>(array: T) => T;
}

export function createRandomness(seed: number): Randomness {
  const generator = xoroshiro128plus(seed);
  const integer = (least: number, most: number): number => uniformInt(generator, least, most);
  return {
    integer,
    fraction: () => integer(0, 0x7f_ff_ff_ff) / 0x80_00_00_00,
    take: (from) => from.splice(integer(0, Math.max(0, from.length - 1)), 1)[0],
    fill(array) {
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).forEach((_, at, bytes) => {
        bytes[at] = integer(0, 255);
      });
      return array;
    },
  };
}
