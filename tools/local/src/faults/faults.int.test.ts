import { paginateScan } from '@aws-sdk/client-dynamodb';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { runCatalog } from '../testing/running-catalog.ts';

/** Seconds for which messages of an interrupted batch are hidden: 6 minutes on AWS. */
const VISIBILITY_SECONDS = 5;

type State = { asOf: string; faults: { name: string }[] };

async function setUp() {
  const catalog = await runCatalog();
  for (const name of ['product-queue', 'product-bulk-queue']) {
    const Attributes = { VisibilityTimeout: String(VISIBILITY_SECONDS) };
    const QueueUrl = await catalog.queueUrl(name);
    await catalog.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }
  return {
    ...catalog,
    make: (fault: string) => catalog.fetch(`/console/faults/${fault}`, { method: 'POST' }),
    active: async () => {
      const { faults } = (await (await catalog.fetch('/console/faults')).json()) as State;
      return faults.map(({ name }) => name);
    },
    submitSample: async () => {
      const response = await catalog.fetch('/console/faults/sample', { method: 'POST' });
      return ((await response.json()) as { submissionIds: string[] }).submissionIds;
    },
  };
}

type Catalog = Awaited<ReturnType<typeof setUp>>;

/** Waits for all submissions, and expects each of their items, and no other product, to be saved once. */
async function expectSavedOnce({ api, dynamodb }: Catalog, submissionIds: readonly string[]): Promise<void> {
  const ended = await Promise.all(submissionIds.map((id) => api.waitForSubmission(id)));
  for (const { status, counts } of ended) {
    expect(status).toBe('completed');
    expect(counts).toMatchObject({ total: 1000, saved: 1000, failed: 0, pending: 0 });
  }
  const versions: (string | undefined)[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: 'ProductTable' })) {
    versions.push(...Items.filter(({ revision }) => revision !== undefined).map(({ version }) => version?.N));
  }
  expect(versions).toHaveLength(1000 * submissionIds.length);
  expect(new Set(versions)).toEqual(new Set(['1']));
}

it('saves 10,000 products once each while a worker is killed and batches are delivered twice', async () => {
  const catalog = await setUp();
  const before = await catalog.active();
  const twice = (await (await catalog.make('deliver-twice')).json()) as State;
  const submissionIds = await catalog.submitSample();

  const killed = (await (await catalog.make('kill-worker')).json()) as State & { interrupted: number };

  expect(before).toEqual([]);
  expect(twice.faults).toContainEqual({ name: 'deliver-twice', batchesLeft: 20 });
  expect(killed.interrupted).toBeGreaterThan(0);
  expect(await catalog.active()).toContain('kill-worker');
  expect(submissionIds).toHaveLength(10);
  await expectSavedOnce(catalog, submissionIds);
  expect(await catalog.active()).not.toContain('deliver-twice');
});

// That each product is saved once afterwards takes minutes, and is shown in a browser: verification/console/browser/break-it.test.ts.
it('puts the tables out for the API too', async () => {
  const catalog = await setUp();
  const { submissionId } = await catalog.api.createProduct({ name: 'Teapot', price: 24.5 });

  expect((await catalog.make('table-out')).status).toBe(200);

  expect(await catalog.active()).toEqual(['table-out']);
  expect((await catalog.fetch(`/submissions/${submissionId}`)).status).toBe(503);
});

it('answers a problem to a fault that there is not', async () => {
  const { fetch } = await runCatalog();

  const response = await fetch('/console/faults/flood', { method: 'POST' });

  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', instance: '/console/faults' });
});
