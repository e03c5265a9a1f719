/** A line of the product, broken on purpose, and the invariant that has to notice. */
export interface Mutation {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  readonly noticedBy: string;
}

/** @throws {Error} where it isn't one place that is to be broken: the product has changed since. */
export function breakOnPurpose(source: string, { name, file, from, to }: Mutation): string {
  const parts = source.split(from);
  if (parts.length !== 2) {
    throw new Error(`${file} has ${parts.length - 1} places where “${name}” could be, not one`);
  }
  return parts.join(to);
}
