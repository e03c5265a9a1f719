import { createCatalogClient } from '@async-catalog/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

const SOON = { timeout: 300_000, interval: 20 };
const TOTAL = 1000;
const SAVED_BEFORE = 300;
/** Attempts of the worker's SDK, after which a save is given up until the next delivery. */
const ATTEMPTS = 3;
const THROTTLED = {
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
};

/** Lets the table take so many saves, and refuses the others. */
function takeOnly(count: number) {
  let asked = 0;
  const fault: Fault = ({ operation, resource }) => {
    if (operation !== 'UpdateItem' || resource !== 'ProductTable') {
      return undefined;
    }
    asked += 1;
    return asked > count ? THROTTLED : undefined;
  };
  return { fault, refused: () => Math.max(0, asked - count) };
}

const clientOf = async (claims = {}) =>
  createCatalogClient({ baseUrl: catalog.url, token: await catalog.issuer.token(claims) });

describe('a batch of 1,000 products that is cancelled in its middle', () => {
  it('has each item saved or cancelled, at most 1,000 of them saved after the answer, and all in its report', async () => {
    const [api, another] = [await clientOf(), await clientOf({ sub: 'bob' })];
    const table = takeOnly(SAVED_BEFORE);

    const { submissionId, cancelled, refused } = await catalog.during(table.fault, async () => {
      const accepted = await api.createProducts(
        Array.from({ length: TOTAL }, (_, n) => ({ name: `Cup ${n}`, price: n, sku: `C-${n}` })),
      );
      await vi.waitUntil(() => table.refused() > 0, SOON);
      return {
        submissionId: accepted.submissionId,
        refused: await another.cancelSubmission(accepted.submissionId).catch((error: unknown) => error),
        cancelled: await api.cancelSubmission(accepted.submissionId),
      };
    });
    const repeated = await api.cancelSubmission(submissionId);
    const { status, counts, cancelledAt } = await api.waitForSubmission(submissionId);
    const savedAfter = counts.saved - SAVED_BEFORE;

    expect(refused).toMatchObject({ status: 404, code: 'SUBMISSION_NOT_FOUND' });
    expect(cancelled.counts.pending).toBeGreaterThan(0);
    expect(repeated.cancelledAt).toBe(cancelled.cancelledAt);
    expect({ status, cancelledAt }).toEqual({ status: 'cancelled', cancelledAt: cancelled.cancelledAt });
    expect(counts).toEqual({
      total: TOTAL,
      saved: counts.saved,
      superseded: 0,
      failed: 0,
      rejected: 0,
      cancelled: TOTAL - counts.saved,
      pending: 0,
    });
    expect(savedAfter).toBeGreaterThanOrEqual(0);
    expect(savedAfter).toBeLessThanOrEqual(TOTAL);
    expect(counts.cancelled).toBeGreaterThan(0);

    const report = await api.getReport(submissionId);
    const listed = await Array.fromAsync(api.items(submissionId, { outcome: 'cancelled', limit: 100 }));
    const outcomes = new Map(report.items.map(({ index, outcome }) => [index, outcome]));
    expect([...outcomes.keys()]).toEqual([...Array(TOTAL).keys()]);
    expect(listed.map(({ index }) => index)).toEqual(
      [...outcomes].flatMap(([index, outcome]) => (outcome === 'cancelled' ? index : [])),
    );
    expect(report.issues.filter(({ code }) => code === 'CANCELLED')).toHaveLength(counts.cancelled);
    const text = await api.getReport(submissionId, { format: 'txt' });
    const csv = await api.getReport(submissionId, { format: 'csv' });
    expect(text.match(/^ +#\d+ {2}cancelled /gm)).toHaveLength(counts.cancelled);
    expect(csv.match(/,cancelled,/g)).toHaveLength(counts.cancelled);

    // What was not saved is by a retry, which is not cancelled itself.
    const retry = await api.retrySubmission(submissionId);
    expect(await api.waitForSubmission(retry.submissionId)).toMatchObject({
      status: 'completed',
      counts: { total: counts.cancelled, saved: counts.cancelled },
    });
  });
});

describe('a single product that is cancelled before it is saved', () => {
  it('is not there, has a report that says so, and is saved by a retry', async () => {
    const api = await clientOf();
    const table = takeOnly(0);

    const { submissionId, productId } = await catalog.during(table.fault, async () => {
      const { submissionId: id, items } = await api.createProduct({ name: 'Pan', price: 2, sku: 'PAN' });
      await vi.waitUntil(() => table.refused() >= ATTEMPTS, SOON);
      await api.cancelSubmission(id);
      return { submissionId: id, productId: items[0]?.productId ?? '' };
    });
    const cancelled = await api.waitForSubmission(submissionId);

    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { cancelled: 1, saved: 0, pending: 0 } });
    await expect(api.getProduct(productId)).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    expect(await api.getReport(submissionId)).toMatchObject({
      items: [{ index: 0, productId, sku: 'PAN', outcome: 'cancelled' }],
      issues: [{ code: 'CANCELLED' }],
    });
    const retry = await api.retrySubmission(submissionId);
    expect(await api.waitForSubmission(retry.submissionId)).toMatchObject({ status: 'completed' });
    expect(await api.getProduct(productId)).toMatchObject({ name: 'Pan', version: 1 });
  });
});

describe('what is complete', () => {
  it('cannot be cancelled, and stays as it is', async () => {
    const api = await clientOf();
    const done = await api.saveProducts([{ name: 'Pot', price: 1 }]);

    await expect(api.cancelSubmission(done.submissionId)).rejects.toMatchObject({
      status: 409,
      code: 'SUBMISSION_ENDED',
    });
    expect(await api.getSubmission(done.submissionId)).toEqual(done);
  });
});
