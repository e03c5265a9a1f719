import {
  type Import,
  type ImportRecord,
  ImportStatus,
  statusOfImport,
  toImport,
} from '@async-catalog/product-schema';
import { answerList, ListQuery } from '../list-query.ts';
import type { Handle } from '../operation.ts';
import { readQuery } from '../read-query.ts';

export const ListImportsQuery = ListQuery.extend({
  status: ImportStatus.optional().describe('Lists those with this status only.'),
});

export const handle: Handle<'/imports'> = (c) => {
  const { status, ...query } = readQuery(c, ListImportsQuery);
  const { imports, now } = c.var.deps;
  const at = now();
  const list = {
    name: 'imports' as const,
    records: {
      getMany: (ids: readonly string[]) => imports.getMany(ids),
      // The record of a million rows has 1,000 chunks.
      atOnce: 20,
      sizeOf: (record: ImportRecord) => JSON.stringify(record).length,
    },
    show: (record: ImportRecord) => toListedImport(toImport(record, at)),
  };
  return answerList(
    c,
    list,
    query,
    status && { status, isWanted: (record) => statusOfImport(record, at) === status },
  );
};

/** Leaves out what only says how the file was read: with many columns it is larger than all the rest. */
export function toListedImport(shown: Import): Omit<Import, (typeof DETAILS)[number]> {
  const summary: Partial<Import> = { ...shown };
  for (const field of DETAILS) {
    delete summary[field];
  }
  return summary as Import;
}

const DETAILS = ['mapping', 'guesses', 'notes'] as const;
