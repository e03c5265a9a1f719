/** Deeper than any product; RFC 8259 section 9 lets a parser set a limit, and a stack has one anyway. */
export const MAX_JSON_DEPTH = 32;

/**
 * More names than any object of a valid request has. An object with more is refused in any case, so its later
 * names aren't compared.
 */
export const MAX_COMPARED_NAMES = 1000;

const SLOTS_BITS = 11;
const SLOTS = 1 << SLOTS_BITS;
const SLOT_FIELDS = 4;

/**
 * Slots of a hash table (open addressing, linear probing) for each depth: owner, hash, start and end of a name.
 * Shared by all checks, because emptying it costs more than most checks.
 */
const table = new Int32Array(MAX_JSON_DEPTH * SLOTS * SLOT_FIELDS);
let lastOwner = 0;

/** Names of the objects that are open, outermost first. */
export class SeenNames {
  readonly #units: Uint16Array;
  readonly #owners = new Int32Array(MAX_JSON_DEPTH);
  readonly #counts = new Int32Array(MAX_JSON_DEPTH);

  constructor(units: Uint16Array) {
    this.#units = units;
    if (lastOwner > 0x7fff_ffff - units.length) {
      table.fill(0);
      lastOwner = 0;
    }
  }

  openObject(depth: number): void {
    lastOwner += 1;
    this.#owners[depth] = lastOwner;
    this.#counts[depth] = 0;
  }

  /** Adds a name to the innermost object. Returns whether it is the first repeated one there. */
  repeats(depth: number, hash: number, start: number, end: number): boolean {
    const owner = this.#owners[depth]!;
    if (owner === 0) {
      return false;
    }
    const first = depth * SLOTS;
    let slot = hash >>> (32 - SLOTS_BITS);
    for (;;) {
      const at = (first + slot) * SLOT_FIELDS;
      if (table[at] !== owner) {
        table[at] = owner;
        table[at + 1] = hash;
        table[at + 2] = start;
        table[at + 3] = end;
        const count = this.#counts[depth]! + 1;
        this.#counts[depth] = count;
        if (count === MAX_COMPARED_NAMES) {
          this.#owners[depth] = 0;
        }
        return false;
      }
      if (table[at + 1] === hash && this.#areEqual(table[at + 2]!, table[at + 3]!, start, end)) {
        this.#owners[depth] = 0;
        return true;
      }
      slot = (slot + 1) % SLOTS;
    }
  }

  #areEqual(start: number, end: number, otherStart: number, otherEnd: number): boolean {
    if (end - start !== otherEnd - otherStart) {
      return false;
    }
    for (let at = start, other = otherStart; at < end; at += 1, other += 1) {
      if (this.#units[at] !== this.#units[other]) {
        return false;
      }
    }
    return true;
  }
}
