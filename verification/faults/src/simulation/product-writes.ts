import { unmarshall } from '@aws-sdk/util-dynamodb';
import { currentProcess } from './process.ts';
import type { Attributes } from './services/dynamodb.ts';
import { trueNow } from './virtual-time.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A write of a row of `ProductTable`, which one operation causes. */
export interface ProductWrite {
  readonly productId: string;
  readonly before: Row | undefined;
  readonly after: Row;
  /** Revision that the write added to the row, if any; that of its operation. */
  readonly revision: string | undefined;
  /** Whether it made a new version. Others note that a product is missing. */
  readonly isApplied: boolean;
  /** Id of the process that wrote it. */
  readonly writer: string;
  /** Time at which that process started. */
  readonly writerStartedAt: number;
  /** Times at which the call was sent, and executed. */
  readonly sentAt: number;
  readonly writtenAt: number;
}

export interface ProductWrites {
  observe(item: Attributes, sentAt: number): void;
  /** All writes, in order. */
  readonly list: readonly ProductWrite[];
}

/** Watches the rows of products as they are written, and finds out what each write did. */
export function createProductWrites(): ProductWrites {
  const rows = new Map<string, Row>();
  const list: ProductWrite[] = [];
  return {
    list,
    observe(item, sentAt) {
      const after = unmarshall(item);
      const productId = String(after['id']);
      const before = rows.get(productId);
      rows.set(productId, after);
      const [revision] = revisionsIn(after).difference(revisionsIn(before));
      const isApplied = after['version'] !== before?.['version'];
      list.push({
        productId,
        before,
        after,
        revision,
        isApplied,
        writer: currentProcess().id,
        writerStartedAt: currentProcess().startedAt,
        sentAt,
        writtenAt: trueNow(),
      });
    },
  };
}

/** Lists the revisions of all operations of which a row has something. */
function revisionsIn(row: Row = {}): Set<string> {
  const { attributeRevisions, ...others } = row;
  const ofAttributes =
    attributeRevisions === undefined ? {} : (JSON.parse(attributeRevisions as string) as object);
  const ofFields = Object.entries(others).filter(([name]) => /^(?:latest|revision|.*Revision)$/.test(name));
  return new Set(
    [...Object.values(ofAttributes), ...ofFields.map(([, revision]) => revision)].filter(
      (revision): revision is string => typeof revision === 'string' && revision !== '',
    ),
  );
}

/** Tells whether a row is one of a product that is there: neither deleted, nor only noted as missing. */
export function isProduct(row: Row | undefined): row is Row {
  return row?.['version'] !== undefined && row['deletedAt'] === undefined;
}

/** Reads the revision of the newest operation that a row has something of; empty before the first. */
export function latestOf(row: Row | undefined): string {
  return ((row?.['latest'] ?? row?.['revision']) as string | undefined) ?? '';
}
