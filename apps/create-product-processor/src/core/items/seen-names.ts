/** Deeper than any product; RFC 8259 section 9 lets a parser set a limit, and a stack has one anyway. */
export const MAX_JSON_DEPTH = 32;

/**
 * More names than any object of a valid request has. An object with more is refused in any case, so its later
 * names aren't compared.
 */
export const MAX_COMPARED_NAMES = 1000;

const SLOT_BITS = 11;
/** Twice as many as the names that are compared, so that few probes are needed. */
const SLOTS = 2 ** SLOT_BITS;
/** Owner, hash, start and end of a name. */
const SLOT_FIELDS = 4;

/**
 * A hash table for each depth, with linear probing: an object is alone at its depth while it is open. A slot is
 * free if its owner isn't that object, so nothing is ever emptied; all checks share the tables.
 */
const slots = new Int32Array(MAX_JSON_DEPTH * SLOTS * SLOT_FIELDS);
let lastOwner = 0;

/** Owner of nothing, for an object whose names aren't compared any more. */
const NOBODY = -1;

/** Names of the objects that are open, outermost first. Allocates nothing for an object. */
export class SeenNames {
  readonly #units: Uint16Array;
  readonly #owners: number[] = [];
  readonly #counts: number[] = [];

  /** Names are given as places in `units`. */
  constructor(units: Uint16Array) {
    this.#units = units;
    if (lastOwner > 2 ** 31 - 1 - units.length) {
      slots.fill(0);
      lastOwner = 0;
    }
  }

  openObject(depth: number): void {
    lastOwner += 1;
    this.#owners[depth] = lastOwner;
    this.#counts[depth] = 0;
  }

  /** Adds a name to the object that is open at a depth. Returns whether it is the first repeated one there. */
  repeats(depth: number, hash: number, start: number, end: number): boolean {
    const owner = this.#owners[depth]!;
    if (owner === NOBODY) {
      return false;
    }
    let slot = hash >>> (32 - SLOT_BITS);
    let at = (depth * SLOTS + slot) * SLOT_FIELDS;
    while (slots[at] === owner) {
      if (slots[at + 1] === hash && this.#areEqual(slots[at + 2]!, slots[at + 3]!, start, end)) {
        this.#owners[depth] = NOBODY;
        return true;
      }
      slot = (slot + 1) % SLOTS;
      at = (depth * SLOTS + slot) * SLOT_FIELDS;
    }
    slots[at] = owner;
    slots[at + 1] = hash;
    slots[at + 2] = start;
    slots[at + 3] = end;
    this.#count(depth);
    return false;
  }

  #count(depth: number): void {
    const count = this.#counts[depth]! + 1;
    this.#counts[depth] = count;
    if (count === MAX_COMPARED_NAMES) {
      this.#owners[depth] = NOBODY;
    }
  }

  #areEqual(start: number, end: number, otherStart: number, otherEnd: number): boolean {
    const length = end - start;
    let at = 0;
    while (at < length && this.#units[start + at] === this.#units[otherStart + at]) {
      at += 1;
    }
    return at === length && otherEnd - otherStart === length;
  }
}
