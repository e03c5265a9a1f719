import { createCatalogClient } from '@async-catalog/client';
import { Accepted, Problem } from '@async-catalog/product-schema';

/** Makes every kind of request that a consumer can make. */
export async function exerciseApi(url: string): Promise<void> {
  const client = createCatalogClient({ baseUrl: url });
  const get = async (path: string): Promise<void> => {
    const response = await fetch(new URL(path, url));
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    }
    await response.arrayBuffer();
  };
  const post = async (path: string, body: string, headers: Record<string, string>): Promise<Accepted> => {
    const response = await fetch(new URL(path, url), { method: 'POST', body, headers });
    return Accepted.parse(await response.json());
  };

  const refused = async (code: string, body: string): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(new URL('/products', url), { method: 'POST', body, headers });
    const problem = Problem.parse(await response.json());
    if (problem.code !== code) {
      throw new Error(`The answer was ${problem.code}: ${problem.detail}`);
    }
  };

  // Twice with one key; intake refuses one of the lines, the table another.
  const lines = [
    { name: 'Kettle', price: 1, sku: 'K-1' },
    { name: 'too large', price: 2 },
    { name: '', price: -1 },
  ];
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': 'once' };
  const { submissionId, items } = await post('/products/batch', body, headers);
  await get(`/submissions/${submissionId}/items`);
  await post('/products/batch', body, headers);
  // Large enough for the queue of large submissions.
  await client.createProducts(Array.from({ length: 11 }, (_, n) => ({ name: `Cup ${n}`, price: n })));
  const single = await client.createProduct({ name: 'Teapot', price: 3 });
  // The queue refuses one product, intake another.
  await refused('DEPENDENCY_UNAVAILABLE', JSON.stringify({ name: 'unsent', price: 4 }));
  await refused('INVALID_PRODUCT', JSON.stringify({ name: 'for less than nothing', price: -1 }));
  await Promise.all([submissionId, single.submissionId].map((id) => client.waitForSubmission(id)));

  // A patch of one attribute is merged with the others, which have to be read.
  const kettle = items[0]?.productId ?? '';
  const changed = await client.patchProduct(kettle, { attributes: { litres: 2 } });
  await client.waitForSubmission(changed.submissionId);
  const outdated = await client.patchProduct(kettle, { brand: 'B' }, { ifVersion: 99 });
  await client.waitForSubmission(outdated.submissionId);

  const { submissionId: unwanted } = await client.createProducts(
    Array.from({ length: 11 }, (_, n) => ({ name: `Unwanted ${n}`, price: n })),
  );
  await client.cancelSubmission(unwanted);

  await get('/readyz');
  await client.getStats();
  await get('/products?limit=1');
  await get('/products?skus=K-1,K-2');
  await get('/submissions?status=completed');
  await get(`/products/${items[0]?.productId}`);
  await get(`/submissions/${submissionId}/report?format=csv`);
  await post(`/submissions/${submissionId}/retry`, '', {});
}
