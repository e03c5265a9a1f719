import { createCatalogClient } from '@async-catalog/client';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

const SOON = { timeout: 300_000, interval: 100 };

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

const TOO_LARGE = {
  status: 400,
  type: 'com.amazon.coral.validate#ValidationException',
  message: 'Item size to update has exceeded the maximum allowed size',
};

/** Refuses to save a product of this name. */
const refusing =
  (name: string): Fault =>
  ({ operation, resource }, body) =>
    operation === 'UpdateItem' && resource === 'ProductTable' && body.includes(name) ? TOO_LARGE : undefined;

async function openAs(scope: string) {
  const api = createCatalogClient({ baseUrl: catalog.url, token: await catalog.issuer.token({ scope }) });
  /** Waits until a dead letter with this in its body is listed. */
  const untilListed = (text: string) =>
    vi.waitUntil(async () => (await api.deadLetters()).items.find(({ body }) => body.includes(text)), SOON);
  return { api, untilListed };
}

const OPERATOR = 'catalog:read catalog:write catalog:operate';

describe('a dead letter, through HTTP', () => {
  it('is listed with its code, redriven once its cause is fixed, and saved; its submission says so', async () => {
    const { api, untilListed } = await openAs(OPERATOR);
    const { submissionId, items, listed } = await catalog.during(refusing('Teapot'), async () => {
      const accepted = await api.createProduct({ name: 'Teapot', price: 24.5, sku: 'TEA-1' });
      return { ...accepted, listed: await untilListed('Teapot') };
    });
    const before = await api.getSubmission(submissionId);

    const redriven = await api.redriveDeadLetters([listed.id]);

    expect(listed).toMatchObject({
      code: 'PRODUCT_TOO_LARGE',
      submissionId,
      index: 0,
      sku: 'TEA-1',
      name: 'Teapot',
    });
    expect(before).toMatchObject({ counts: { failed: 1, saved: 0 } });
    expect(redriven).toEqual({ redriven: 1, notFound: [], more: false });
    await vi.waitUntil(async () => (await api.getSubmission(submissionId)).counts.saved === 1, SOON);
    expect(await api.getProduct(items[0]?.productId ?? '')).toMatchObject({ name: 'Teapot', submissionId });
    const line = catalog.lines.find((text) => text.includes('dead letters redriven')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ caller: expect.any(String), count: 1, ids: [listed.id] });
    expect(line).not.toContain('Teapot');
  });

  it('comes back when it still can’t be saved, until it is dropped', async () => {
    const { api, untilListed } = await openAs(OPERATOR);
    const { QueueUrl } = await catalog.sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }));
    await catalog.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'garbage {' }));
    const first = await untilListed('garbage');

    await api.redriveDeadLetters([first.id]);
    const second = await untilListed('garbage');
    const dropped = await api.dropDeadLetters([second.id]);

    expect(first).toMatchObject({ code: 'MESSAGE_NOT_JSON', body: 'garbage {' });
    expect(second).toMatchObject({ code: 'MESSAGE_NOT_JSON', body: 'garbage {' });
    expect(second.id).not.toBe(first.id);
    expect(dropped).toEqual({ dropped: 1, notFound: [], more: false });
    expect(await api.dropDeadLetters([second.id])).toEqual({
      dropped: 0,
      notFound: [second.id],
      more: false,
    });
  });

  it('is no business of callers without the scope', async () => {
    const { api } = await openAs('catalog:read catalog:write');

    await expect(api.deadLetters()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(api.redriveDeadLetters('all')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(api.dropDeadLetters(['a'])).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
