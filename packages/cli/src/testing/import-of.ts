import type { Import } from '@async-catalog/client';
import { importLinks } from '@async-catalog/product-schema';

type Fields = Omit<Partial<Import>, 'counts' | 'importId'> & {
  readonly importId?: string;
  readonly counts?: Partial<Import['counts']>;
};

/** Builds an import of three saved rows. Counts that are given replace them, and add up. */
export function importOf({ counts = { saved: 3 }, importId = 'import-1', ...fields }: Fields = {}): Import {
  const all = {
    saved: 0,
    superseded: 0,
    failed: 0,
    rejected: 0,
    cancelled: 0,
    valid: 0,
    pending: 0,
    ...counts,
  };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  const status = fields.status ?? 'completed';
  const ended = !['uploading', 'queued', 'processing', 'overdue'].includes(status);
  return {
    importId: importId,
    fileName: 'products.csv',
    size: 100,
    dryRun: false,
    status,
    changes: { created: all.saved, updated: 0, unchanged: 0, deleted: 0 },
    rows: { read: total, skipped: 0, complete: true },
    createdAt: '2026-01-31T10:00:00.000Z',
    deadlineAt: '2026-02-01T10:00:00.000Z',
    expiresAt: '2026-03-02T10:00:00.000Z',
    reportReady: ended,
    links: importLinks(importId),
    ...(ended && { completedAt: '2026-01-31T10:01:00.000Z' }),
    ...fields,
    counts: { total, ...all },
  };
}
