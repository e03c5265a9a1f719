import { describe, expect, it } from 'vitest';
import { createCatalogClient } from './create-catalog-client.ts';
import { accepted, type Answer, json, startFakeApi, submission } from './testing/fake-api.ts';

const ID = submission().submissionId;
const teapot = { name: 'Teapot', price: 24.5 };

async function setUp(...answers: Answer[]) {
  const { baseUrl, requests } = await startFakeApi(...answers);
  return { catalog: createCatalogClient({ baseUrl }), requests };
}

describe('a submission', () => {
  it('is sent with the headers for the given options, and no others', async () => {
    const { catalog, requests } = await setUp(json(202, accepted));
    const options = { idempotencyKey: 'k-1', requestId: 'r-1', traceparent: '00-1' };

    await catalog.createProducts([teapot], { ...options, handling: 'strict' });
    await catalog.createProducts([teapot], { idempotencyKey: 'k-2', requestId: undefined });

    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/products/batch',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': '"k-1"',
        'x-request-id': 'r-1',
        traceparent: '00-1',
        prefer: 'handling=strict',
      },
      body: JSON.stringify({ items: [teapot] }),
    });
    for (const name of ['x-request-id', 'traceparent', 'prefer']) {
      expect(requests[1]?.headers).not.toHaveProperty(name);
    }
  });

  it('can be of one product', async () => {
    const { catalog, requests } = await setUp(json(202, accepted));

    expect(await catalog.createProduct(teapot, { requestId: 'r-1' })).toEqual(accepted);

    expect(requests[0]).toMatchObject({ path: '/products', headers: { 'x-request-id': 'r-1' } });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual(teapot);
  });

  it('can change or delete a product, for one version of it', async () => {
    const { catalog, requests } = await setUp(json(202, accepted));

    expect(await catalog.patchProduct('p 1', { price: 2, brand: null }, { ifVersion: 3 })).toEqual(accepted);
    expect(await catalog.deleteProduct('p 1', { idempotencyKey: 'k-1' })).toEqual(accepted);

    expect(requests[0]).toMatchObject({
      method: 'PATCH',
      path: '/products/p%201',
      headers: {
        'content-type': 'application/json',
        'if-match': '"3"',
        'idempotency-key': expect.any(String) as string,
      },
      body: '{"price":2,"brand":null}',
    });
    expect(requests[1]).toMatchObject({
      method: 'DELETE',
      path: '/products/p%201',
      headers: { 'idempotency-key': '"k-1"' },
      body: '',
    });
    expect(requests[1]?.headers).not.toHaveProperty('if-match');
  });

  it('can mix operations', async () => {
    const { catalog, requests } = await setUp(json(202, accepted));
    const items = [
      teapot,
      { op: 'patch' as const, sku: 'A', price: 2, ifVersion: 1 },
      { op: 'delete' as const, sku: 'B' },
    ];

    await catalog.createProducts(items);

    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ items });
  });

  it('can be of the items that failed', async () => {
    const { catalog, requests } = await setUp(json(202, accepted));

    expect(await catalog.retrySubmission(ID, { idempotencyKey: 'k-1' })).toEqual(accepted);

    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: `/submissions/${ID}/retry`,
      headers: { 'idempotency-key': '"k-1"' },
    });
  });
});

describe('cancelSubmission', () => {
  it('answers with the submission', async () => {
    const { catalog, requests } = await setUp(json(202, submission()));

    expect(await catalog.cancelSubmission(ID)).toEqual(submission());
    expect(requests).toMatchObject([{ method: 'POST', path: `/submissions/${ID}/cancel`, body: '' }]);
  });

  it('is refused once where the submission has ended', async () => {
    const problem409 = { code: 'SUBMISSION_ENDED', detail: 'D' };
    const { catalog, requests } = await setUp(
      json(409, problem409, { 'content-type': 'application/problem+json' }),
    );

    await expect(catalog.cancelSubmission(ID)).rejects.toMatchObject({
      status: 409,
      code: 'SUBMISSION_ENDED',
    });
    expect(requests).toHaveLength(1);
  });
});

describe('saveProducts', () => {
  it('takes one request, where the API can wait for the end', async () => {
    const { catalog, requests } = await setUp(json(200, submission()));

    expect(await catalog.saveProducts([teapot], { handling: 'strict' })).toEqual(submission());
    expect(requests.map(({ headers }) => headers['prefer'])).toEqual(['handling=strict, wait=5']);
  });

  it('asks on when it takes longer', async () => {
    const { catalog, requests } = await setUp(json(202, accepted), json(200, submission()));

    expect(await catalog.saveProducts([teapot])).toEqual(submission());
    expect(requests.map(({ path }) => path)).toEqual(['/products/batch', `/submissions/${ID}`]);
  });

  it('doesn’t have the API wait when the caller follows progress', async () => {
    const { catalog, requests } = await setUp(json(202, accepted), json(200, submission()));
    const seen: string[] = [];

    await catalog.saveProducts([teapot], { onProgress: ({ status }) => seen.push(status) });

    expect(requests[0]?.headers).not.toHaveProperty('prefer');
    expect(seen).toEqual(['completed']);
  });
});

describe('checkProducts', () => {
  it('asks for a dry run', async () => {
    const { catalog, requests } = await setUp(json(200, { valid: 1, rejected: [] }));

    expect(await catalog.checkProducts([teapot])).toEqual({ valid: 1, rejected: [] });
    expect(requests[0]?.path).toBe('/products/batch?dryRun=true');
  });
});

it('getStats returns what the service is doing', async () => {
  const stats = { asOf: '2026-01-31T09:30:24.120Z', deadLetters: { products: 1, imports: 0 } };
  const { catalog, requests } = await setUp(json(200, stats));

  expect(await catalog.getStats()).toEqual(stats);
  expect(requests[0]).toMatchObject({ method: 'GET', path: '/stats' });
});

it('getTimeline returns the events of a submission', async () => {
  const timeline = { submissionId: ID, events: [{ event: 'accepted', at: '2026-01-31T09:30:00.000Z' }] };
  const { catalog, requests } = await setUp(json(200, timeline));

  expect(await catalog.getTimeline(ID)).toEqual(timeline);
  expect(requests[0]?.path).toBe(`/submissions/${ID}/timeline`);
});

describe('getProduct and getSubmission', () => {
  it('read one by its id', async () => {
    const { catalog, requests } = await setUp(json(200, teapot), json(200, submission()));

    expect(await catalog.getProduct('p 1')).toEqual(teapot);
    expect(await catalog.getSubmission(ID)).toEqual(submission());
    expect(requests.map(({ path }) => path)).toEqual(['/products/p%201', `/submissions/${ID}`]);
  });
});

describe('a list', () => {
  const pages = [json(200, { items: [1, 2], nextCursor: 'c/ 2' }), json(200, { items: [] })];

  it('is read page by page, to the page that has no cursor', async () => {
    const { catalog, requests } = await setUp(...pages);

    expect(await Array.fromAsync(catalog.products({ limit: 2 }))).toEqual([1, 2]);
    expect(requests.map(({ path }) => path)).toEqual([
      '/products?limit=2',
      '/products?limit=2&cursor=c%2F%202',
    ]);
  });

  it('is read no further than asked for', async () => {
    const { catalog, requests } = await setUp(...pages);

    for await (const product of catalog.products()) {
      expect(product).toBe(1);
      break;
    }

    expect(requests.map(({ path }) => path)).toEqual(['/products']);
  });

  it.each(['submissions', 'imports'] as const)('of %s can be of a status and a time', async (name) => {
    const { catalog, requests } = await setUp(...pages);
    const options = { status: 'failed', since: '2026-01-31', caller: '*' } as const;

    expect(await Array.fromAsync<unknown>(catalog[name](options))).toEqual([1, 2]);
    expect(requests.map(({ path }) => path)).toEqual([
      `/${name}?status=failed&since=2026-01-31&caller=*`,
      `/${name}?status=failed&since=2026-01-31&caller=*&cursor=c%2F%202`,
    ]);
  });

  it('of a submission’s items can be of one outcome', async () => {
    const { catalog, requests } = await setUp(json(200, { items: [{ index: 1 }] }));

    expect(await Array.fromAsync(catalog.items(ID, { outcome: 'failed' }))).toEqual([{ index: 1 }]);
    expect(requests[0]?.path).toBe(`/submissions/${ID}/items?outcome=failed`);
  });
});

describe('findProducts', () => {
  it('finds a hundred at a time, and follows the pages of each', async () => {
    const { catalog, requests } = await setUp(
      json(200, { items: [1], missing: [], nextCursor: 'c' }),
      json(200, { items: [2], missing: ['S-3'] }),
      json(200, { items: [3], missing: [] }),
    );
    const skus = Array.from({ length: 101 }, (_, n) => `S-${n}`);

    expect(await catalog.findProducts(skus)).toEqual([1, 2, 3]);
    expect(requests.map(({ path }) => new URL(path, 'http://x').searchParams)).toEqual([
      new URLSearchParams({ skus: skus.slice(0, 100).join(',') }),
      new URLSearchParams({ skus: skus.slice(0, 100).join(','), cursor: 'c' }),
      new URLSearchParams({ skus: 'S-100' }),
    ]);
  });
});

describe('findProduct', () => {
  it('finds a product by SKU, or says that there is none', async () => {
    const { catalog, requests } = await setUp(json(200, { items: [teapot] }), json(200, { items: [] }));

    expect(await catalog.findProduct('TEA/1')).toEqual(teapot);
    expect(await catalog.findProduct('TEA/2')).toBeUndefined();
    expect(requests[0]?.path).toBe('/products?sku=TEA%2F1');
  });
});

describe('getReport', () => {
  it('gives a spreadsheet as bytes', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 0x00, 0xff]);
    const { catalog } = await setUp((response) => response.writeHead(200).end(bytes));

    const report = await catalog.getReport(ID, { format: 'xlsx' });

    expect(Buffer.from(await report.bytes())).toEqual(bytes);
  });

  it('gives JSON as a value, texts as text', async () => {
    const csv = '\uFEFFindex,sku\r\n';
    const { catalog, requests } = await setUp(json(200, { items: [] }), (response) =>
      response.writeHead(200, { 'content-type': 'text/csv' }).end(csv),
    );

    expect(await catalog.getReport(ID)).toEqual({ items: [] });
    expect(await catalog.getReport(ID, { format: 'csv' })).toContain('index,sku\r\n');
    expect(requests.map(({ path }) => path)).toEqual([
      `/submissions/${ID}/report?format=json`,
      `/submissions/${ID}/report?format=csv`,
    ]);
  });
});
