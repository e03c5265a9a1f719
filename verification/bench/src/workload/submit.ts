import type { SubmittedProduct } from './products.ts';

/** A refused submission: the measurement doesn't count. */
export class SubmitError extends Error {
  override readonly name = 'SubmitError';
  readonly code = 'SUBMIT';
}

/** A request that submits so many items. */
export interface Submission {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
}

/**
 * Submits products in one request, as a batch if there are several. Resolves to the submission's id. @throws
 * {SubmitError} if not all of them are accepted.
 */
export async function submit(apiUrl: string, products: readonly SubmittedProduct[]): Promise<string> {
  const [path, body] =
    products.length === 1 ? ['/products', products[0]] : ['/products/batch', { items: products }];
  return submitRequest(apiUrl, { method: 'POST', path, body }, products.length);
}

/** Submits items in one request. Resolves to the submission's id. @throws {SubmitError} if not all are accepted. */
export async function submitRequest(
  apiUrl: string,
  { method, path, body }: Submission,
  count: number,
): Promise<string> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  if (response.status !== 202) {
    throw new SubmitError(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  const { submissionId, items } = JSON.parse(text) as { submissionId: string; items: unknown[] };
  if (items.length !== count) {
    throw new SubmitError(`${items.length} of ${count} products were taken`);
  }
  return submissionId;
}
