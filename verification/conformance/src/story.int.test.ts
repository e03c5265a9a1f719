import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { createCatalogClient } from '@async-catalog/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

const require = createRequire(import.meta.url);
const CLI = require.resolve('@async-catalog/cli/src/main.ts');
const SOON = { timeout: 300_000, interval: 100 };

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

interface Told {
  readonly event: string;
  readonly at: string;
  readonly status?: string;
  readonly items?: Readonly<Record<string, readonly number[]>>;
}

const run = promisify(execFile);

async function openAs(claims: Readonly<Record<string, string>> = {}) {
  const token = await catalog.issuer.token(claims);
  const env = { ASYNC_CATALOG_TOKEN: token, AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: catalog.logsUrl };

  /** Tells a story by the command line. */
  async function story(id: string, ...options: string[]): Promise<Told[]> {
    const args = [CLI, 'story', id, ...options, '--url', catalog.url, '--json'];
    const { stdout } = await run(process.execPath, args, { env });
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Told);
  }

  return {
    api: createCatalogClient({ baseUrl: catalog.url, token }),
    story,
    /** Waits until a story has an event, which the log has after the record says that all is done. */
    untilTold: (id: string, event: string) =>
      vi.waitUntil(async () => {
        const told = await story(id);
        return told.some((one) => one.event === event) && told;
      }, SOON),
  };
}

const namesOf = (story: readonly Told[]) => story.map(({ event }) => event);
const cup = (n: number) => ({ name: `Cup ${n}`, price: n + 1, currency: 'EUR', sku: `CUP-${n}` });

/** Answers a number of saves of products with an error. */
function failing(times: number, error: ReturnType<Fault>): Fault {
  let left = times;
  return ({ operation, resource }) =>
    operation === 'UpdateItem' && resource === 'ProductTable' && (left -= 1) >= 0 ? error : undefined;
}

const THROTTLED = {
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
};

const TOO_LARGE = {
  status: 400,
  type: 'com.amazon.coral.validate#ValidationException',
  message: 'Item size to update has exceeded the maximum allowed size',
};

describe('the story of a submission, from its record and the log', () => {
  it('of one that is saved at once has each step once, in order', async () => {
    const { api, untilTold } = await openAs();
    const { submissionId } = await api.createProducts([cup(1), cup(2)]);
    await api.waitForSubmission(submissionId);

    const told = await untilTold(submissionId, 'reported');

    // Its two messages may come in two batches.
    expect([...new Set(namesOf(told))]).toEqual(['accepted', 'queued', 'saved', 'completed', 'reported']);
    expect(told.slice(0, 2)).toMatchObject([{ accepted: 2 }, { accepted: 2 }]);
    const created = told.flatMap(({ items }) => items?.['created'] ?? []);
    expect(new Set(created)).toEqual(new Set([0, 1]));
    expect(told.find(({ event }) => event === 'completed')).toMatchObject({ status: 'completed' });
    const times = told.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('of one that returns to the queue says why, and which delivery saved it', async () => {
    const { api, story } = await openAs();
    // As often as the worker's SDK tries.
    const submissionId = await catalog.during(failing(3, THROTTLED), async () => {
      const accepted = await api.createProduct(cup(3));
      await api.waitForSubmission(accepted.submissionId);
      return accepted.submissionId;
    });

    const told = await story(submissionId);

    expect(namesOf(told)).toEqual(['accepted', 'queued', 'returned', 'saved', 'completed']);
    expect(told[2]).toMatchObject({
      index: 0,
      receiveCount: 1,
      why: expect.stringContaining('ProvisionedThroughputExceededException') as string,
    });
    expect(told[3]).toMatchObject({ items: { created: [0] }, receiveCount: 2 });
  });

  it('of one that is dead-lettered has the code and the reason, and goes on when it is redriven', async () => {
    const { api, story, untilTold } = await openAs({ scope: 'catalog:read catalog:write catalog:operate' });
    const { submissionId } = await catalog.during(failing(1, TOO_LARGE), async () => {
      const accepted = await api.createProduct(cup(4));
      await api.waitForSubmission(accepted.submissionId);
      return accepted;
    });
    const listed = await vi.waitUntil(
      async () => (await api.deadLetters()).items.find((letter) => letter.submissionId === submissionId),
      SOON,
    );
    const before = await untilTold(submissionId, 'dead_lettered');
    await api.redriveDeadLetters([listed.id]);
    await vi.waitUntil(async () => (await api.getSubmission(submissionId)).counts.saved === 1, SOON);

    const after = await story(submissionId);

    expect(namesOf(before)).toEqual(['accepted', 'queued', 'completed', 'dead_lettered']);
    expect(before[2]).toMatchObject({ status: 'failed' });
    expect(before[3]).toMatchObject({
      index: 0,
      code: 'PRODUCT_TOO_LARGE',
      why: expect.any(String) as string,
    });
    expect(namesOf(after)).toEqual(['accepted', 'queued', 'completed', 'dead_lettered', 'saved']);
  });

  it('of one that is cancelled says when, and what was not saved', async () => {
    const { api, story } = await openAs();
    const submissionId = await catalog.during(failing(Infinity, THROTTLED), async () => {
      const accepted = await api.createProduct(cup(5));
      await api.cancelSubmission(accepted.submissionId);
      await api.waitForSubmission(accepted.submissionId);
      return accepted.submissionId;
    });

    const told = (await story(submissionId)).filter(({ event }) => event !== 'returned');

    expect(namesOf(told).toSorted()).toEqual(['accepted', 'cancelled', 'cancelled', 'completed', 'queued']);
    expect(told).toContainEqual(expect.objectContaining({ event: 'cancelled', items: { cancelled: [0] } }));
    expect(told.at(-1)).toMatchObject({ event: 'completed', status: 'cancelled' });
  });

  it('is told to another caller only with the scope catalog:operate', async () => {
    const [{ api }, another] = [await openAs(), await openAs({ sub: 'bob' })];
    const operator = await openAs({ sub: 'olga', scope: 'catalog:read catalog:operate' });
    const { submissionId } = await api.createProduct(cup(6));

    await expect(another.story(submissionId)).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringContaining('SUBMISSION_NOT_FOUND') as string,
    });
    await expect(another.story(submissionId, '--caller', '*')).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringContaining('FORBIDDEN') as string,
    });
    expect(namesOf(await operator.story(submissionId, '--caller', '*'))).toContain('accepted');
  });
});
