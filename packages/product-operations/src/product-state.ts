import { PRODUCT_FIELDS } from '@async-catalog/product-schema';

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

export type Row = Readonly<Record<string, unknown>>;

/** Fields that are one value each. */
export const PLAIN_FIELDS: readonly string[] = PRODUCT_FIELDS.filter((field) => field !== 'attributes');

export const revisionFieldOf = (field: string): string => `${field}Revision`;

/** Reads a row; one that only notes that the product is missing counts as none. */
export function readState(row: Row = {}): ProductState {
  const text = (name: string): string | undefined => row[name] as string | undefined;
  const base = text('revision') ?? '';
  const made = text('madeRevision') ?? '';
  const fields = new Map<string, Entry>();
  for (const field of PLAIN_FIELDS) {
    const revision = text(revisionFieldOf(field));
    if (row[field] !== undefined || revision !== undefined) {
      const isOlder = revision === undefined || (revision < base && field !== 'currency');
      fields.set(field, { value: row[field], revision: isOlder ? base : revision });
    }
  }
  const replacedAt = text(revisionFieldOf('attributes')) ?? base;
  const attributesRevision = replacedAt < base ? base : replacedAt;
  return {
    version: (row['version'] as number | undefined) ?? 0,
    base,
    made: made > base ? made : '',
    exists: row['revision'] !== undefined && row['deletedAt'] === undefined,
    deleted: text('deletedRevision') ?? '',
    latest: text('latest') ?? base,
    fields,
    attributesRevision,
    attributes: readAttributes(text('attributes'), text('attributeRevisions'), attributesRevision),
    createdAt: text('createdAt'),
    updatedAt: text('updatedAt'),
    deletedAt: text('deletedAt'),
    submissionId: text('submissionId'),
    caller: text('caller'),
    expiresAt: row['expiresAt'] as number | undefined,
  };
}

function readAttributes(
  text: string | undefined,
  revisionsText: string | undefined,
  revision: string,
): Map<string, Entry> {
  const values = new Map(Object.entries(text === undefined ? {} : (JSON.parse(text) as object)));
  const revisions = new Map(
    Object.entries(revisionsText === undefined ? {} : (JSON.parse(revisionsText) as Record<string, string>)),
  );
  const common = revisions.get(ALL_OTHERS) ?? revision;
  revisions.delete(ALL_OTHERS);
  return new Map(
    [...new Set([...values.keys(), ...revisions.keys()])].map((key) => [
      key,
      { value: values.get(key) as unknown, revision: revisions.get(key) ?? common },
    ]),
  );
}

/** Name of the revision of all attributes that none is listed of. No attribute has an empty name. */
const ALL_OTHERS = '';

/** Writes the revisions of attributes that all have the same. */
export function commonRevisionText(revision: string): string {
  return JSON.stringify({ [ALL_OTHERS]: revision });
}

function writeRevisions({ attributes, attributesRevision }: ProductState): string | undefined {
  const values = [...attributes].filter(([, { value }]) => value !== undefined);
  const [first, ...others] = new Set(values.map(([, { revision }]) => revision));
  const common = first === undefined || others.length > 0 ? attributesRevision : first;
  const listed = [...attributes]
    .filter(([, { value, revision }]) => value === undefined || revision !== common)
    .map(([key, { revision }]) => [key, revision] as const);
  const all = common === attributesRevision ? listed : [[ALL_OTHERS, common] as const, ...listed];
  return all.length === 0 ? undefined : JSON.stringify(Object.fromEntries(all));
}

/** Writes a whole row. Revisions that aren't newer than the last put or delete are left out, but for the currency's. */
export function toRow(id: string, state: ProductState): Row {
  const { base, made, latest, deleted, attributesRevision, attributes } = state;
  const row: Record<string, unknown> = {
    id,
    version: state.version,
    revision: base,
    madeRevision: made > base ? made : undefined,
    latest: latest === base ? undefined : latest,
    deletedRevision: deleted === '' ? undefined : deleted,
    deletedAt: state.deletedAt,
    expiresAt: state.expiresAt,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    submissionId: state.submissionId,
    caller: state.caller,
    attributes: attributesText(attributes),
    attributesRevision: attributesRevision === base ? undefined : attributesRevision,
    attributeRevisions: writeRevisions(state),
  };
  for (const [field, { value, revision }] of state.fields) {
    row[field] = value;
    row[revisionFieldOf(field)] = revision <= base && field !== 'currency' ? undefined : revision;
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

function attributesText(attributes: ProductState['attributes']): string | undefined {
  const values = visibleEntries(attributes);
  return values.length === 0 ? undefined : JSON.stringify(Object.fromEntries(values));
}

function visibleEntries(entries: ReadonlyMap<string, Entry>): [string, unknown][] {
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
