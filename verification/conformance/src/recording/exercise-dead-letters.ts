import { createCatalogClient } from '@async-catalog/client';
import { vi } from 'vitest';

/** Lists, redrives and drops the garbage that was sent to the queue. */
export async function exerciseDeadLetters(url: string): Promise<void> {
  const client = createCatalogClient({ baseUrl: url });
  const garbage = async (): Promise<string | undefined> =>
    (await client.deadLetters()).items.find(({ body }) => body === 'garbage {')?.id;
  const id = await vi.waitUntil(garbage, { timeout: 300_000 });
  await client.redriveDeadLetters([id]);
  const again = await vi.waitUntil(garbage, { timeout: 300_000 });
  await client.dropDeadLetters([again]);
}
