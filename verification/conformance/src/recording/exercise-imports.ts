import { Import } from '@async-catalog/product-schema';
import { vi } from 'vitest';

const SOON = { timeout: 300_000, interval: 100 };
const ENDED = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);
const ROWS = ['sku,name,price,brand', 'I-1,Pan,10,A', 'I-2,,-1,A', 'I-3,Pot,20,A'].join('\n');

/** Larger than a part: the file, and the rows of it that are not saved. */
const REFUSED_ROWS = 180;
const LONG_TEXT = 'x'.repeat(60_000);

/** Client of the API's imports, for requests that must succeed. */
export function createImportClient(url: string) {
  async function call(path: string, init: RequestInit = {}): Promise<string> {
    const response = await fetch(new URL(path, url), init);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return text;
  }
  const readImport = async (...request: Parameters<typeof call>): Promise<Import> =>
    Import.parse(JSON.parse(await call(...request)));
  return {
    call,
    post: (path: string, body: unknown = {}): Promise<Import> =>
      readImport(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** Sends a whole file in one request. */
    send: (query: string, body = ROWS): Promise<Import> =>
      readImport(`/imports?op=put${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body,
      }),
    ended: ({ importId }: Import): Promise<Import> =>
      vi.waitUntil(async () => {
        const found = await readImport(`/imports/${importId}`);
        return ENDED.has(found.status) ? found : undefined;
      }, SOON),
  };
}

/** Imports files in every way that a consumer can: in one request, in parts, as a preview, and one that is cancelled. */
export async function exerciseImports(url: string): Promise<void> {
  const { call, post, send, ended } = createImportClient(url);
  const preview = await ended(await send('&preview=changes'));
  const whole = await ended(await send(''));
  for (const format of ['csv', 'ndjson', 'failed']) {
    await call(`/imports/${whole.importId}/report?format=${format}`);
  }
  await call(`/imports/${preview.importId}/issues`);
  await call('/imports');

  // Of a chunk without any valid row there is no report, only what was rejected.
  const rows = Array.from({ length: REFUSED_ROWS }, (_, n) => `R-${n},Pan,-1,${LONG_TEXT}`);
  const file = Buffer.from(['sku,name,price,description', ...rows].join('\n'));
  const created = await post('/imports', {
    fileName: 'products.csv',
    size: file.length,
    mapping: { op: 'put' },
  });
  const { partBytes = 0, parts = [] } = created.upload ?? {};
  for (const part of parts) {
    const body = file.subarray((part.number - 1) * partBytes, part.number * partBytes);
    const { headers } = await fetch(part.url, { method: 'PUT', body });
    await post(`/imports/${created.importId}/parts`, { number: part.number, etag: headers.get('etag') });
  }
  await ended(await post(`/imports/${created.importId}/start`));

  const abandoned = await post('/imports', { fileName: 'other.csv', size: 10 });
  await post(`/imports/${abandoned.importId}/cancel`);
}
