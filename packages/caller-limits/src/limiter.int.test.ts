import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDocumentClient } from '@async-catalog/aws-clients';
import { startTestCloud, type TestCloud } from '@async-catalog/local-cloud/testing';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLimiter, LIMITER_BUDGET } from './limiter.ts';

let cloud: TestCloud;
let documents: DynamoDBDocumentClient;
let tables = 0;
let calls = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ tables: [] });
  for (const [name, value] of Object.entries(cloud.environment)) {
    vi.stubEnv(name, value);
  }
  // The budget is for the deployed table; here many calls wait for one another.
  documents = createDocumentClient({ maxAttempts: 1 });
  documents.middlewareStack.add((next) => (args) => {
    calls += 1;
    return next(args);
  });
});

afterAll(async () => {
  documents.destroy();
  await cloud.close();
});

const QUOTAS = { requests: 20, products: 100 };
const ALICE = { caller: 'alice', quotas: QUOTAS };
const BOB = { caller: 'bob', quotas: QUOTAS };
const NOON = '2026-01-31T12:00:00.000Z';

/** Creates a table of its own for each test, and a limiter whose clock stands still until it is set. */
async function setUp() {
  tables += 1;
  const tableName = `LimitTable${tables}`;
  await cloud.createTable({ name: tableName, keys: ['window'] });
  const clock = { time: NOON };
  const outages: number[] = [];
  const options = {
    documents,
    tableName,
    now: () => new Date(clock.time),
    timeoutMs: 10_000,
    logOutage: (_error: unknown, uncounted: number) => outages.push(uncounted),
  };
  return { tableName, clock, outages, options, limiter: createLimiter(options) };
}

describe('a limit', () => {
  it('lets pass as much as it says, and refuses the rest until the next window', async () => {
    const { limiter, clock } = await setUp();

    const first = await limiter.take('products', ALICE, 90);
    expect(first).toMatchObject({
      passed: true,
      usage: { policy: 'products', quota: 100, left: 10, resetsInSeconds: 43_200 },
    });
    expect(await limiter.take('products', ALICE, 11)).toMatchObject({ passed: false, usage: { left: 10 } });
    expect(await limiter.take('products', ALICE, 10)).toMatchObject({ passed: true, usage: { left: 0 } });
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({ passed: false, usage: { left: 0 } });

    clock.time = '2026-02-01T00:00:00.000Z';
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({
      passed: true,
      usage: { left: 99, resetsInSeconds: 86_400 },
    });
  });

  it('is each caller’s own', async () => {
    const { limiter } = await setUp();

    await limiter.take('products', ALICE, 100);

    expect(await limiter.take('products', BOB, 1)).toMatchObject({ passed: true, usage: { left: 99 } });
  });

  it('is never exceeded, however many count at once', async () => {
    const { limiter, options } = await setUp();
    const others = [limiter, createLimiter(options), createLimiter(options)];

    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, n) => others[n % others.length]!.take('requests', ALICE, 1)),
    );

    expect(counts.filter(({ passed }) => passed)).toHaveLength(QUOTAS.requests);
  });

  it('takes at most ten calls for 50 that an instance counts at once', async () => {
    const { limiter } = await setUp();
    calls = 0;

    const counts = await Promise.all(Array.from({ length: 50 }, () => limiter.take('requests', ALICE, 1)));

    expect(calls).toBeLessThanOrEqual(10);
    expect(counts.filter(({ passed }) => passed)).toHaveLength(QUOTAS.requests);
  });

  it('refuses more than the whole limit, and takes none of it', async () => {
    const { limiter } = await setUp();

    expect(await limiter.take('products', ALICE, 101)).toMatchObject({ passed: false, usage: { left: 100 } });
    expect(await limiter.take('products', ALICE, 100)).toMatchObject({ passed: true });
  });

  it('begins anew with the clock, not with a request', async () => {
    const { limiter, clock } = await setUp();

    clock.time = '2026-01-31T12:00:00.999Z';
    for (let sent = 0; sent < 25; sent += 1) {
      await limiter.take('requests', ALICE, 1);
    }
    expect(await limiter.take('requests', ALICE, 1)).toMatchObject({
      passed: false,
      usage: { resetsInSeconds: 1 },
    });
    clock.time = '2026-01-31T12:00:01.000Z';
    expect(await limiter.take('requests', ALICE, 1)).toMatchObject({ passed: true, usage: { left: 19 } });
  });

  it('has what was given back again, in the window that it was counted in', async () => {
    const { limiter, clock } = await setUp();

    const taken = await limiter.take('products', ALICE, 100);
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({ passed: false });
    await taken.giveBack();
    expect(await limiter.take('products', ALICE, 100)).toMatchObject({ passed: true });

    clock.time = '2026-02-01T00:00:00.000Z';
    await taken.giveBack();
    expect(await limiter.read('products', ALICE)).toMatchObject({ left: 100 });
  });

  it('counts what may not be refused, beyond the limit too', async () => {
    const { limiter } = await setUp();

    expect(await limiter.add('products', ALICE, 150)).toMatchObject({ passed: true, usage: { left: 0 } });
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({ passed: false });
  });

  it('of requests that wait is a fifth of those of a second, in 20 s', async () => {
    const { limiter, clock } = await setUp();

    for (let sent = 0; sent < QUOTAS.requests / 5; sent += 1) {
      expect(await limiter.take('waits', ALICE, 1)).toMatchObject({ passed: true });
    }
    expect(await limiter.take('waits', ALICE, 1)).toMatchObject({ passed: false });
    clock.time = '2026-01-31T12:00:20.000Z';
    expect(await limiter.take('waits', ALICE, 1)).toMatchObject({ passed: true });
  });

  it('can be read without counting', async () => {
    const { limiter } = await setUp();

    expect(await limiter.read('products', ALICE)).toMatchObject({ left: 100 });
    await limiter.take('products', ALICE, 30);
    expect(await limiter.read('products', ALICE)).toMatchObject({ left: 70 });
    expect(await limiter.read('products', ALICE)).toMatchObject({ left: 70 });
  });
});

describe('the table', () => {
  it('is written once for what passes, and not at all by a flood of what doesn’t', async () => {
    const { limiter, tableName } = await setUp();

    calls = 0;
    for (let sent = 0; sent < QUOTAS.requests; sent += 1) {
      await limiter.take('requests', ALICE, 1);
    }
    expect(calls).toBe(QUOTAS.requests);
    await limiter.take('requests', ALICE, 1);
    calls = 0;
    for (let sent = 0; sent < 2000; sent += 1) {
      await limiter.take('requests', ALICE, 1);
    }
    expect(calls).toBe(0);

    const { Items } = await documents.send(new ScanCommand({ TableName: tableName }));
    expect(Items).toEqual([
      {
        window: `requests/alice/${NOON}`,
        taken: QUOTAS.requests,
        // An hour after the window's end.
        expiresAt: Date.parse(NOON) / 1000 + 1 + 3600,
      },
    ]);
  });

  it('is asked again a second after it refused, because another instance may have given something back', async () => {
    const { limiter, options, clock } = await setUp();
    const other = createLimiter(options);

    const taken = await other.take('products', ALICE, 100);
    await limiter.take('products', ALICE, 1);
    await taken.giveBack();
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({ passed: false });
    clock.time = '2026-01-31T12:00:01.000Z';
    expect(await limiter.take('products', ALICE, 1)).toMatchObject({ passed: true });
  });
});

describe('while the table is out', () => {
  it('everything passes, unknown, and a line in ten seconds tells how much', async () => {
    const { options, outages, clock } = await setUp();
    const limiter = createLimiter({ ...options, tableName: 'NoSuchTable' });

    for (let sent = 0; sent < 3; sent += 1) {
      expect(await limiter.take('requests', ALICE, 1)).toMatchObject({ passed: true, usage: undefined });
    }
    expect(await limiter.read('products', ALICE)).toBeUndefined();
    expect(outages).toEqual([1]);
    clock.time = '2026-01-31T12:00:10.000Z';
    await limiter.add('products', ALICE, 1);
    expect(outages).toEqual([1, 4]);
  });

  it('one attempt is made, and a table that doesn’t answer is given up on', async () => {
    const { options, outages } = await setUp();
    let attempts = 0;
    const silent = createServer(() => {
      attempts += 1;
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
    const client = createDocumentClient(LIMITER_BUDGET);
    const limiter = createLimiter({ ...options, documents: client, timeoutMs: 100 });

    expect(await limiter.take('requests', ALICE, 1)).toMatchObject({ passed: true, usage: undefined });
    expect(attempts).toBe(1);
    expect(outages).toEqual([1]);
    client.destroy();
    silent.closeAllConnections();
    silent.close();
  });
});
