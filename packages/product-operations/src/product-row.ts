import { PRODUCT_FIELDS, type ProductChanges } from '@async-catalog/product-schema';
import { type Entry, type ProductState, visibleEntries } from './product-state.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Fields that are one value each. */
export const PLAIN_FIELDS: readonly string[] = PRODUCT_FIELDS.filter((field) => field !== 'attributes');

export const revisionFieldOf = (field: string): string => `${field}Revision`;

const ATTRIBUTE = 'attributes/';

/**
 * Lists what a merge that could make the product sets, as `madeFields` has it: `madeRevision` is the revision of all of
 * it, so a row that is merged again and again stays small. The currency has its own, which a put keeps.
 */
export function madePaths({ attributes, ...plain }: ProductChanges): readonly string[] {
  const fields = Object.entries(plain).filter(([, value]) => value !== undefined);
  return toPaths(
    fields.map(([field]) => field),
    Object.keys(attributes ?? {}),
  );
}

/** Lists names in one order, so that equal lists are equal texts. */
function toPaths(fields: readonly string[], keys: readonly string[]): string[] {
  const plain = fields.filter((field) => field !== 'currency');
  return [...plain.toSorted(), ...keys.toSorted().map((key) => `${ATTRIBUTE}${key}`)];
}

/** Reads a row; one that only notes that the product is missing counts as none. */
export function readState(row: Row = {}): ProductState {
  const text = (name: string): string | undefined => row[name] as string | undefined;
  const base = text('revision') ?? '';
  const madeRevision = text('madeRevision') ?? '';
  const made = madeRevision > base ? madeRevision : '';
  const paths = new Set(JSON.parse(text('madeFields') ?? '[]') as string[]);
  /** Reads the revision of a field or attribute; empty if it has none of its own. */
  const revisionOf = (path: string, own = ''): string => (paths.has(path) && made > own ? made : own);
  const replacedAt = text(revisionFieldOf('attributes')) ?? base;
  const attributesRevision = replacedAt < base ? base : replacedAt;
  const keys = [...paths].flatMap((path) =>
    path.startsWith(ATTRIBUTE) ? [path.slice(ATTRIBUTE.length)] : [],
  );
  return {
    version: (row['version'] as number | undefined) ?? 0,
    base,
    made,
    exists: row['revision'] !== undefined && row['deletedAt'] === undefined,
    deleted: text('deletedRevision') ?? '',
    latest: text('latest') ?? base,
    fields: readFields(row, base, revisionOf),
    attributesRevision,
    attributes: readAttributes(
      row,
      keys,
      (key, own) => revisionOf(`${ATTRIBUTE}${key}`, own) || attributesRevision,
    ),
    createdAt: text('createdAt'),
    updatedAt: text('updatedAt'),
    deletedAt: text('deletedAt'),
    submissionId: text('submissionId'),
    caller: text('caller'),
    expiresAt: row['expiresAt'] as number | undefined,
  };
}

type RevisionOf = (name: string, own: string | undefined) => string;

function readFields(row: Row, base: string, revisionOf: RevisionOf): Map<string, Entry> {
  const fields = new Map<string, Entry>();
  for (const field of PLAIN_FIELDS) {
    const own = row[revisionFieldOf(field)] as string | undefined;
    const revision = revisionOf(field, own);
    const isKnown = own !== undefined || revision !== '';
    if (row[field] !== undefined || isKnown) {
      const isOlder = !isKnown || (revision < base && field !== 'currency');
      fields.set(field, { value: row[field], revision: isOlder ? base : revision });
    }
  }
  return fields;
}

function readAttributes(row: Row, madeKeys: readonly string[], revisionOf: RevisionOf): Map<string, Entry> {
  const values = readMap<unknown>(row['attributes']);
  const revisions = readMap<string>(row['attributeRevisions']);
  const keys = new Set([...values.keys(), ...revisions.keys(), ...madeKeys]);
  return new Map(
    [...keys].map((key) => [key, { value: values.get(key), revision: revisionOf(key, revisions.get(key)) }]),
  );
}

function readMap<Value>(text: unknown): Map<string, Value> {
  return new Map(
    text === undefined ? [] : Object.entries(JSON.parse(text as string) as Record<string, Value>),
  );
}

/** Writes a whole row. Revisions that aren't newer than the last put or delete are left out, but for the currency's. */
export function toRow(id: string, state: ProductState): Row {
  const { base, made, latest, deleted, attributesRevision, attributes } = state;
  const isMade = ([, { revision }]: readonly [string, Entry]): boolean => made > base && revision === made;
  const namesOf = (entries: ReadonlyMap<string, Entry>): string[] =>
    [...entries].filter(isMade).map(([name]) => name);
  const madeFields = toPaths(namesOf(state.fields), namesOf(attributes));
  const row: Record<string, unknown> = {
    id,
    version: state.version,
    revision: base,
    madeRevision: made > base ? made : undefined,
    madeFields: madeFields.length === 0 ? undefined : JSON.stringify(madeFields),
    latest: latest === base ? undefined : latest,
    deletedRevision: deleted === '' ? undefined : deleted,
    deletedAt: state.deletedAt,
    expiresAt: state.expiresAt,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    submissionId: state.submissionId,
    caller: state.caller,
    attributes: toText(visibleEntries(attributes)),
    attributesRevision: attributesRevision === base ? undefined : attributesRevision,
    attributeRevisions: toText(attributeRevisions(state, isMade)),
  };
  for (const [field, entry] of state.fields) {
    row[field] = entry.value;
    const isOwn = field === 'currency' || (entry.revision > base && !isMade([field, entry]));
    row[revisionFieldOf(field)] = isOwn ? entry.revision : undefined;
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/**
 * Lists the revisions of attributes that need one of their own. Where a merge made some, all others do: without the list,
 * those of the merge are all there are, and the next one may replace them unread.
 */
function attributeRevisions(
  { attributes, attributesRevision }: ProductState,
  isMade: (entry: readonly [string, Entry]) => boolean,
): [string, string][] {
  const others = [...attributes].filter((entry) => !isMade(entry));
  const listed =
    others.length < attributes.size
      ? others
      : others.filter(([, { value, revision }]) => value === undefined || revision !== attributesRevision);
  return listed.map(([key, { revision }]) => [key, revision]);
}

function toText(entries: readonly (readonly [string, unknown])[]): string | undefined {
  return entries.length === 0 ? undefined : JSON.stringify(Object.fromEntries(entries));
}
