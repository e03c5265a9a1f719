import type { CatalogClient, ListedImport, ListedSubmission } from '@async-catalog/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Seen } from '../../core/seen.ts';
import type { SubmissionsSearch } from './submissions-search.ts';

/** A submission or an import, as a row of the list. */
export interface Row {
  readonly kind: 'submission' | 'import';
  readonly id: string;
  readonly status: string;
  readonly counts: ListedSubmission['counts'] | ListedImport['counts'];
  readonly createdAt: string;
  readonly caller?: string;
  readonly fileName?: string;
  readonly dryRun?: boolean;
  readonly rows?: ListedImport['rows'];
}

interface Page {
  readonly rows: readonly Row[];
  readonly nextCursor: string | undefined;
  /** Time at which it was answered. */
  readonly asOf: number;
}

const PAGE_SIZE = 100;

/** Describes the pages of a list with its filters, newest first. */
export function listQuery(catalog: CatalogClient, seen: Seen, search: SubmissionsSearch) {
  return infiniteQueryOptions({
    queryKey: ['list', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => readPage(catalog, seen, search, pageParam, signal),
    getNextPageParam: ({ nextCursor }: Page) => nextCursor,
  });
}

/** Reads one page of a list: the first one without a cursor. */
export function readPage(
  catalog: CatalogClient,
  seen: Seen,
  { kind, ...filters }: SubmissionsSearch,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page> {
  const query = { ...filters, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  return (kind === 'imports' ? readImports : readSubmissions)(catalog, seen, query, signal);
}

type Query = Omit<SubmissionsSearch, 'kind'> & { readonly limit: number; readonly cursor?: string };

async function readSubmissions(
  catalog: CatalogClient,
  seen: Seen,
  query: Query,
  signal: AbortSignal,
): Promise<Page> {
  const { data } = await catalog.http.GET('/submissions', { params: { query: query as never }, signal });
  const rows = data!.items.map((read): Row => {
    const { submissionId: id, ...rest } = seen.furthest(read.submissionId, read);
    return { kind: 'submission', id, ...rest };
  });
  return { rows, nextCursor: data!.nextCursor, asOf: Date.now() };
}

async function readImports(
  catalog: CatalogClient,
  seen: Seen,
  query: Query,
  signal: AbortSignal,
): Promise<Page> {
  const { data } = await catalog.http.GET('/imports', { params: { query: query as never }, signal });
  const rows = data!.items.map((read): Row => {
    const { importId: id, ...rest } = seen.furthest(read.importId, read);
    return { kind: 'import', id, ...rest };
  });
  return { rows, nextCursor: data!.nextCursor, asOf: Date.now() };
}
