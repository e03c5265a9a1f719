import type { CatalogClient } from '@async-catalog/client';
import type { Seen } from '../../core/seen.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { readPage, type Row } from '../submissions/list-query.ts';

const KINDS = [undefined, 'imports'] as const;

export interface OpenWork {
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Number of submissions and imports that were looked at, and whether there are older ones. */
  readonly looked: number;
  readonly more: boolean;
  readonly asOf: number;
}

/**
 * Reads what is under way among the newest hundred submissions and the newest hundred imports. A list by status
 * would read all of the day to find a few.
 */
export async function openWork(
  catalog: CatalogClient,
  seen: Seen,
  everybody: boolean,
  signal: AbortSignal,
): Promise<OpenWork> {
  const pages = await Promise.all(
    KINDS.map((kind) => {
      const search = { ...(kind && { kind }), ...(everybody && { caller: '*' }) };
      return readPage(catalog, seen, search, undefined, signal);
    }),
  );
  const rows = pages.flatMap((page) => page.rows);
  return {
    rows: rows
      .filter(({ status }) => !isTerminal(status))
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt)),
    looked: rows.length,
    more: pages.some(({ nextCursor }) => nextCursor !== undefined),
    asOf: Math.min(...pages.map(({ asOf }) => asOf)),
  };
}
