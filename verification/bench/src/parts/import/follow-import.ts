import { setTimeout as pause } from 'node:timers/promises';
import { ChildError } from '../../processes/child.ts';

const POLL_MS = 100;
/** Pause between reads of a product that isn't there yet. */
const PRODUCT_POLL_MS = 20;

/** An import that every row of is saved, and its reports written. */
export interface EndedImport {
  readonly startedAt: string;
  readonly completedAt: string;
}

/** Resolves when an import is completed. @throws {ChildError} if not every row is saved. */
export async function importEnded(apiUrl: string, importId: string): Promise<EndedImport> {
  for (;;) {
    const response = await fetch(`${apiUrl}/imports/${importId}`);
    const text = await response.text();
    const { status, reportReady, ...ended } = JSON.parse(text) as EndedImport & {
      status: string;
      reportReady: boolean;
    };
    if (reportReady && status === 'completed') {
      return ended;
    }
    if (reportReady || !['uploading', 'queued', 'processing'].includes(status)) {
      throw new ChildError(`import ${importId} is ${status}: ${text.slice(0, 1000)}`);
    }
    await pause(POLL_MS);
  }
}

/** Resolves to the time at which one of the products could first be read. */
export async function firstReadableAt(apiUrl: string, skus: readonly string[]): Promise<number> {
  for (;;) {
    const found = await Promise.all(skus.map((sku) => isReadable(apiUrl, sku)));
    if (found.includes(true)) {
      return Date.now();
    }
    await pause(PRODUCT_POLL_MS);
  }
}

async function isReadable(apiUrl: string, sku: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/products?sku=${encodeURIComponent(sku)}`);
  const { items } = (await response.json()) as { items: unknown[] };
  return items.length > 0;
}
