import { setTimeout as wait } from 'node:timers/promises';
import { Import } from '@async-catalog/product-schema';
import { z } from 'zod';
import { type GeneratedFile, partsOf, sizeOf } from './generated-file.ts';

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

const Uploading = Import.extend({
  upload: z.object({
    partBytes: z.int(),
    parts: z.array(z.object({ number: z.int(), size: z.int(), url: z.string() })),
  }),
});

async function post<Answer>(
  send: Fetch,
  path: string,
  body: unknown,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const answer = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${text}`);
  }
  return schema.parse(JSON.parse(text));
}

/** Uploads a file in parts, and starts its import. */
export async function sendFile(send: Fetch, file: GeneratedFile): Promise<Import> {
  const created = await post(send, '/imports', { fileName: 'generated.csv', size: sizeOf(file) }, Uploading);
  const { importId } = created;
  let { upload } = created;
  let number = 0;
  for (const part of partsOf(file, upload.partBytes)) {
    number += 1;
    const url = upload.parts.find((one) => one.number === number)?.url ?? '';
    const stored = await fetch(url, { method: 'PUT', body: part });
    const etag = stored.headers.get('etag');
    if (etag === null) {
      throw new Error(`Part ${number}: ${stored.status} ${await stored.text()}`);
    }
    ({ upload } = await post(send, `/imports/${importId}/parts`, { number, etag }, Uploading));
  }
  return post(send, `/imports/${importId}/start`, {}, Import);
}

const ENDED = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);

/** Waits until an import has ended; `onCounts` sees each state on the way. */
export async function untilEnded(
  send: Fetch,
  importId: string,
  onCounts: (state: Import) => void,
): Promise<Import> {
  for (;;) {
    const answer = await send(`/imports/${importId}`);
    if (answer.ok) {
      const state = Import.parse(await answer.json());
      onCounts(state);
      if (ENDED.has(state.status)) {
        return state;
      }
    }
    await wait(1000);
  }
}
