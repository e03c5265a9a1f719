import type { SubmittedProduct } from './products.ts';

/** A refused submission: the measurement doesn't count. */
export class SubmitError extends Error {
  override readonly name = 'SubmitError';
  readonly code = 'SUBMIT';
}

/**
 * Submits products in one request, as a batch if there are several. Resolves to the submission's id. @throws
 * {SubmitError} if not all of them are accepted.
 */
export async function submit(apiUrl: string, products: readonly SubmittedProduct[]): Promise<string> {
  const [path, body] =
    products.length === 1 ? ['/products', products[0]] : ['/products/batch', { items: products }];
  const response = await fetch(`${apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 202) {
    throw new SubmitError(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  const { submissionId, items } = JSON.parse(text) as { submissionId: string; items: unknown[] };
  if (items.length !== products.length) {
    throw new SubmitError(`${items.length} of ${products.length} products were taken`);
  }
  return submissionId;
}
