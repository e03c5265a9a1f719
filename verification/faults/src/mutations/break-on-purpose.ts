/** A line of the product to break, and the invariant that must notice. */
export interface Mutation {
  readonly name: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
  readonly noticedBy: string;
}

/**
 * Applies a mutation to the source of its file; `undefined` when it no longer applies, because the product
 * has changed.
 */
export function breakOnPurpose(source: string, { from, to }: Mutation): string | undefined {
  const parts = source.split(from);
  return parts.length === 2 ? parts.join(to) : undefined;
}
