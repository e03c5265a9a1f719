/** A value, and the revision of the operation that set or removed it. */
export interface Entry {
  readonly value: unknown;
  readonly revision: string;
}

/**
 * A product as a row of `ProductTable` has it: each field with the revision of its last writer, so that operations give
 * the same product in whatever order they are delivered.
 */
export interface ProductState {
  /** Counts the states that the product had. */
  readonly version: number;
  /** Revision of the last put or delete; empty before the first. */
  readonly base: string;
  /** Revision of the last merge since then that could make the product; empty if there was none. */
  readonly made: string;
  /** Whether there is a product: the last of these three is no delete. */
  readonly exists: boolean;
  /** Revision of the last delete; empty if there was none. */
  readonly deleted: string;
  /** Revision of the last operation. */
  readonly latest: string;
  /** All fields but the attributes. */
  readonly fields: ReadonlyMap<string, Entry>;
  /** Revision of what last replaced or removed all attributes. */
  readonly attributesRevision: string;
  readonly attributes: ReadonlyMap<string, Entry>;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly deletedAt?: string | undefined;
  /** Submission, and its caller, of the last operation. */
  readonly submissionId?: string | undefined;
  readonly caller?: string | undefined;
  readonly expiresAt?: number | undefined;
}

/** Lists what has a value: the others are traces of what was removed. */
export function visibleEntries(entries: ReadonlyMap<string, Entry>): [string, unknown][] {
  return [...entries].flatMap(([name, { value }]): [string, unknown][] =>
    value === undefined ? [] : [[name, value]],
  );
}

/** Reads the fields that consumers see; `undefined` where there is no product. */
export function toVisible({ exists, fields, attributes }: ProductState): Record<string, unknown> | undefined {
  if (!exists) {
    return undefined;
  }
  const values = visibleEntries(attributes);
  return {
    ...Object.fromEntries(visibleEntries(fields)),
    ...(values.length > 0 && { attributes: Object.fromEntries(values) }),
  };
}
