import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { runCatalog } from './testing/running-catalog.ts';

const MINUTE_MS = 60_000;
const PRODUCTS = 25;

it('counts what was saved in its minute, and what failed by its code', async () => {
  const { api, fetch, sqs, queueUrl } = await runCatalog();
  const startedAt = Date.now();
  const cups = Array.from({ length: PRODUCTS }, (_, n) => ({ name: `Cup ${n}`, price: n, sku: `CUP-${n}` }));
  await api.saveProducts(cups);
  const cup = await api.findProduct('CUP-0');
  const { submissionId } = await api.patchProduct(cup?.id ?? '', { price: 9 }, { ifVersion: 99 });
  await api.waitForSubmission(submissionId);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: await queueUrl('product-queue'), MessageBody: 'garbage {' }),
  );

  const stats = await vi.waitUntil(
    async () => {
      const read = await api.getStats();
      const { savedPerMinute, failedLastHour, deadLetters } = read;
      const saved = savedPerMinute.reduce((sum, { count }) => sum + count, 0);
      return saved >= PRODUCTS && failedLastHour.length >= 2 && deadLetters.products >= 1 ? read : undefined;
    },
    { timeout: 120_000, interval: 500 },
  );

  const minutes = stats.savedPerMinute.filter(({ count }) => count > 0);
  expect(minutes.reduce((sum, { count }) => sum + count, 0)).toBe(PRODUCTS);
  for (const { at } of minutes) {
    expect(Date.parse(at)).toBeGreaterThan(startedAt - MINUTE_MS);
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(stats.asOf));
  }
  expect(stats.failedLastHour).toEqual(
    expect.arrayContaining([
      { code: 'VERSION_CONFLICT', count: 1 },
      { code: 'MESSAGE_NOT_JSON', count: 1 },
    ]),
  );
  expect(stats.queues.map(({ name }) => name)).toEqual([
    'product-queue',
    'product-bulk-queue',
    'import-queue',
  ]);
  expect(stats.deadLetters).toEqual({ products: 1, imports: 0 });
  expect((await fetch('/stats')).headers.get('cache-control')).toBe('no-store');
});
