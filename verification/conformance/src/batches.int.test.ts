import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Accepted, ProductInput } from '@async-catalog/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openCatalog } from '@async-catalog/local/testing';
import { parseLines } from './testing/log-lines.ts';

let running: Awaited<ReturnType<typeof openCatalog>>;
beforeAll(async () => {
  running = await openCatalog();
  return () => running.stop();
});

const WORKER = 'ProductSaverWorker';
const SOON = { timeout: 300_000 };

function teaCups(count: number): ProductInput[] {
  return Array.from({ length: count }, (_, index) => ({ name: `Cup ${index}`, price: index / 100 }));
}

async function countOf(table: 'ProductTable' | 'SubmissionTable'): Promise<number | undefined> {
  const { Count } = await running.dynamodb.send(new ScanCommand({ TableName: table, Select: 'COUNT' }));
  return Count;
}

/** Lists the items that the worker logged as saved, once for each message. */
function savedItemsOf(submissionId: string): number[] {
  return parseLines(running.lines)
    .filter(({ source, message }) => source === WORKER && message === 'Products saved')
    .flatMap(({ submissions }) => submissions as readonly Readonly<Record<string, unknown>>[])
    .filter((request) => request['submissionId'] === submissionId)
    .flatMap(({ created = [], repeated = [] }) => (created as number[]).concat(repeated as number[]));
}

describe('a thousand products of which 37 are bad', () => {
  const bad = Array.from({ length: 37 }, (_, n) => n * 27);
  const products = teaCups(1000);
  for (const index of bad) {
    products[index] = { name: 'Cup', price: 0.1 + 0.2, sku: `BAD-${index}` };
  }

  it('are refused as a whole in strict mode, and leave nothing behind', async () => {
    await expect(running.api.createProducts(products, { handling: 'strict' })).rejects.toMatchObject({
      status: 422,
      code: 'INVALID_ITEMS',
    });

    expect(await countOf('SubmissionTable')).toBe(0);
    expect(await countOf('ProductTable')).toBe(0);
    expect(parseLines(running.lines).filter(({ source }) => source === WORKER)).toEqual([]);
  });

  it('end with 963 saved and 37 rejected, in the answer and in the report, each with its place and its error', async () => {
    const { api } = running;
    const { submissionId, items, rejected } = await api.createProducts(products);
    const { status, counts } = await api.waitForSubmission(submissionId);
    const report = await api.getReport(submissionId);

    expect(
      rejected.map(({ index, sku, errors }) => [index, sku, errors.map(({ pointer }) => pointer)]),
    ).toEqual(bad.map((index) => [index, `BAD-${index}`, ['/price']]));
    expect({ status, counts }).toMatchObject({
      status: 'completed_with_errors',
      counts: { total: 1000, saved: 963, rejected: 37, failed: 0, pending: 0 },
    });
    expect(await countOf('ProductTable')).toBe(963);
    expect(report.summary.counts).toEqual(counts);
    expect(report.issues.map(({ index, sku, pointer, code }) => [index, sku, pointer, code])).toEqual(
      rejected.map(({ index, sku, errors }) => [index, sku, errors[0]?.pointer, errors[0]?.code]),
    );
    expect(report.items.map(({ index, productId, outcome }) => [index, productId, outcome])).toEqual(
      products.map((_, index) => [
        index,
        items.find((item) => item.index === index)?.productId,
        bad.includes(index) ? 'rejected' : 'saved',
      ]),
    );
    const listed = await Array.fromAsync(api.items(submissionId, { limit: 33 }));
    expect(listed.map(({ index, productId, sku, outcome }) => [index, productId, sku, outcome])).toEqual(
      report.items.map(({ index, productId, sku, outcome }) => [index, productId, sku, outcome]),
    );
    expect(listed.flatMap(({ index, error }) => (error === undefined ? [] : [[index, error.code]]))).toEqual(
      report.issues.map(({ index, code }) => [index, code]),
    );
  });
});

describe('the same request fifty times at once with one key', () => {
  it('is one submission, one set of messages and fifty equal answers, once the repeats of 409s are answered', async () => {
    const products = teaCups(25);
    const post = () =>
      running.fetch('/products/batch', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'fifty' },
        body: JSON.stringify({ items: products }),
      });

    const firsts = await Promise.all(Array.from({ length: 50 }, post));
    const answers = await Promise.all(
      firsts.map((first) =>
        first.status === 409
          ? running.api.createProducts(products, { idempotencyKey: 'fifty' })
          : (first.json() as Promise<Accepted>),
      ),
    );
    const submissionId = answers[0]?.submissionId ?? '';
    const { counts } = await running.api.waitForSubmission(submissionId);

    expect(new Set(firsts.map(({ status }) => status)).isSubsetOf(new Set([202, 409]))).toBe(true);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(counts).toMatchObject({ total: 25, saved: 25 });
    expect(savedItemsOf(submissionId).toSorted((a, b) => a - b)).toEqual(products.map((_, index) => index));
  });
});

describe('a request id and a trace', () => {
  it('are in every line that any part logs of the request, to the last one of the worker', async () => {
    const requestId = 'from-the-shop 1';
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    const { submissionId } = await running.api.createProducts(teaCups(2), { requestId, traceparent });
    await running.api.waitForSubmission(submissionId);
    const lines = await vi.waitUntil(() => {
      const ours = parseLines(running.lines).filter(
        (line) => line['submissionId'] === submissionId || line['requestId'] === requestId,
      );
      return ours.some(({ message }) => message === 'Report written') && ours;
    }, SOON);

    expect(new Set(lines.map(({ source }) => source))).toEqual(
      new Set(['CatalogApi', 'CreateProductProcessor', WORKER]),
    );
    expect(lines.filter((line) => line['requestId'] !== requestId)).toEqual([]);
    expect(lines.filter((line) => line['traceparent'] !== traceparent)).toEqual([]);
  });
});

describe('a batch that names a product several times', () => {
  it('saves the last of them, the same in every run, and says of each other which item replaces it', async () => {
    const { api } = running;
    const items = ['A', 'B', 'A', undefined, 'A', 'B'].map((sku, index) => ({
      name: `Shoe ${index}`,
      price: index,
      category: 'Shoes',
      ...(sku && { sku: `shoe/${sku}` }),
    }));

    const accepted = await api.createProducts(items);
    const { status, counts } = await api.waitForSubmission(accepted.submissionId);
    const report = await api.getReport(accepted.submissionId);
    const csv = await api.getReport(accepted.submissionId, { format: 'csv' });

    expect(accepted.items.map(({ index }) => index)).toEqual([3, 4, 5]);
    expect(accepted.warnings.map(({ index, code }) => [index, code])).toEqual(
      [0, 1, 2].map((index) => [index, 'DUPLICATE_SKU']),
    );
    expect({ status, counts }).toMatchObject({
      status: 'completed',
      counts: { saved: 3, superseded: 3, total: 6 },
    });
    expect(report.items.map(({ outcome, supersededBy }) => supersededBy ?? outcome)).toEqual([
      4,
      5,
      4,
      'saved',
      'saved',
      'saved',
    ]);
    expect(report.issues.map(({ index, code, severity }) => [index, code, severity])).toEqual(
      [0, 1, 2].map((index) => [index, 'DUPLICATE_SKU', 'warning']),
    );
    expect(report.summary.totals).toEqual([
      { category: 'Shoes', currency: 'USD', products: 3, digits: 2, priceInMinorUnits: 1200 },
    ]);
    expect(csv).toContain('is in item 4, too');
    expect((await api.findProduct('shoe/A'))?.name).toBe('Shoe 4');
  });
});
