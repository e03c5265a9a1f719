/** Names up to which comparing each with each is cheaper than a set. */
const FEW = 16;

/**
 * More names than any object of a valid request has. An object with more is refused in any case, so its later
 * names aren't compared.
 */
export const MAX_COMPARED_NAMES = 1000;

/** Names of the objects that are open, outermost first. Allocates nothing for a small object. */
export class SeenNames {
  /** Stack of the names of all open objects; only the first `#count` count. */
  readonly #names: string[] = [];
  readonly #starts: number[] = [];
  /** Names of objects that have more than a few. */
  readonly #sets: (Set<string> | undefined)[] = [];
  readonly #done: boolean[] = [];
  #count = 0;
  #depth = 0;

  openObject(): void {
    this.#starts[this.#depth] = this.#count;
    this.#sets[this.#depth] = undefined;
    this.#done[this.#depth] = false;
    this.#depth += 1;
  }

  closeObject(): void {
    this.#depth -= 1;
    this.#count = this.#starts[this.#depth] ?? 0;
  }

  /** Adds a name to the innermost object. Returns whether it is the first repeated one there. */
  repeats(name: string): boolean {
    const object = this.#depth - 1;
    if (this.#done[object] === true) {
      return false;
    }
    if (this.#isKnown(name, object)) {
      this.#done[object] = true;
      return true;
    }
    this.#add(name, object);
    return false;
  }

  #isKnown(name: string, object: number): boolean {
    const set = this.#sets[object];
    if (set !== undefined) {
      return set.has(name);
    }
    for (let at = this.#starts[object] ?? 0; at < this.#count; at += 1) {
      if (this.#names[at] === name) {
        return true;
      }
    }
    return false;
  }

  #add(name: string, object: number): void {
    const set = this.#sets[object];
    const start = this.#starts[object] ?? 0;
    if (set !== undefined) {
      set.add(name);
      this.#done[object] = set.size >= MAX_COMPARED_NAMES;
    } else if (this.#count - start < FEW) {
      this.#names[this.#count] = name;
      this.#count += 1;
    } else {
      this.#sets[object] = new Set([...this.#names.slice(start, this.#count), name]);
    }
  }
}
