import { type CatalogClient, CatalogProblemError } from '@async-catalog/client';
import { type PriceChange, readPriceChange } from '../../../core/price-changes.ts';

const MAX_CHANGES = 30;

/** Bytes of the report that are read at most: 8 MiB, about 40,000 rows. */
const MAX_BYTES = 8 * 1024 ** 2;

export interface FoundPrices {
  readonly changes: readonly PriceChange[];
  /** Rows of the report that were read. */
  readonly rows: number;
  readonly isAll: boolean;
}

/** Reads the beginning of an import's report, up to so many prices that change. */
export async function findPriceChanges(
  catalog: Pick<CatalogClient, 'importReportUrl'>,
  id: string,
  signal: AbortSignal,
): Promise<FoundPrices> {
  const url = await catalog.importReportUrl(id, { format: 'ndjson', signal });
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null) {
    throw new CatalogProblemError(new Request(url), response.status, undefined);
  }
  const changes: PriceChange[] = [];
  let rows = 0;
  for await (const line of linesOf(response.body)) {
    if (line === undefined || changes.length === MAX_CHANGES) {
      return { changes, rows, isAll: false };
    }
    rows += 1;
    const change = readPriceChange(line);
    if (change !== undefined) {
      changes.push(change);
    }
  }
  return { changes, rows, isAll: true };
}

/** Yields the lines of a stream, and `undefined` where it is longer than is read. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      bytes += value.length;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (bytes > MAX_BYTES) {
        yield undefined;
        return;
      }
    }
    if (rest !== '') {
      yield rest;
    }
  } finally {
    await reader.cancel();
  }
}
