import { randomUUID } from 'node:crypto';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { Accepted, Problem, submissionIdForKey } from '@async-catalog/product-schema';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SendError, UnavailableError } from './core/errors.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { crashingPorts } from './testing/faulty-ports.ts';
import { inspect } from './testing/inspect.ts';
import { type Ports, portsOn, serviceOn } from './testing/intake-service.ts';
import { aProduct } from './testing/product.ts';

let cloud: Cloud;
beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  cloud = await startCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await inspect(cloud).messages();
});

const NOW = new Date('2026-06-15T09:30:00.000Z');
const LATER = new Date('2026-06-16T10:00:00.000Z');

interface Sent {
  readonly caller: string;
  readonly key?: string | undefined;
  readonly now?: Date;
  readonly ports?: Partial<Ports>;
}

async function send({ caller, key, now = NOW, ports = {} }: Sent): Promise<ProxyResult> {
  return await serviceOn({ ...portsOn(cloud), ...ports }, () => now)(
    httpApiEvent({
      path: '/products/batch',
      body: { items: [aProduct({ sku: 'A' }), { name: 'Bad' }] },
      authorizer: { jwt: { claims: { sub: caller } } },
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    }),
    lambdaContext(),
  );
}

const entryOf = (id: string, time: Date): string => `${time.toISOString()}/${id}`;
const refuseAll = { send: () => Promise.reject(new SendError([], true, new Error('out'))) };
const idIn = ({ body }: ProxyResult) => Accepted.parse(JSON.parse(body)).submissionId;

describe('what is accepted', () => {
  it('is in its caller’s list, once', async () => {
    const caller = randomUUID();

    const first = idIn(await send({ caller }));
    const second = idIn(await send({ caller, now: LATER }));

    expect(await inspect(cloud).listed(caller)).toEqual([entryOf(second, LATER), entryOf(first, NOW)]);
    expect(await inspect(cloud).listed('anonymous')).toEqual([]);
  });

  it('with an idempotency key stays there once, however often it is repeated', async () => {
    const [caller, key] = [randomUUID(), randomUUID()];

    await send({ caller, key });
    await send({ caller, key, now: LATER });

    expect(await inspect(cloud).listed(caller)).toEqual([entryOf(submissionIdForKey(caller, key), NOW)]);
  });

  it('now, because nothing was taken before, is in the list under its new time too', async () => {
    const [caller, key] = [randomUUID(), randomUUID()];
    await send({ caller, key, ports: { queue: refuseAll } });

    await send({ caller, key, now: LATER });

    const id = submissionIdForKey(caller, key);
    expect(await inspect(cloud).listed(caller)).toEqual([entryOf(id, LATER), entryOf(id, NOW)]);
    expect((await inspect(cloud).record(id))?.createdAt).toBe(LATER.toISOString());
  });

  it.each(['before', 'after'] as const)(
    'is in the list once its repeat is accepted, where the first request died %s the entry was written',
    async (at) => {
      const [caller, key] = [randomUUID(), randomUUID()];
      const now = new Date();
      await send({ caller, key, now, ports: crashingPorts(portsOn(cloud), { call: 'add', at }) });
      expect(await inspect(cloud).messages()).toEqual([]);

      await send({ caller, key, now: new Date(now.getTime() + 120_000) });

      expect(await inspect(cloud).listed(caller)).toEqual([entryOf(submissionIdForKey(caller, key), now)]);
      expect(await inspect(cloud).messages()).toHaveLength(1);
    },
  );
});

describe('what can’t be put into the list', () => {
  it.each([undefined, 'a-key'])('is not taken, and nothing of it is queued (key: %s)', async (key) => {
    const lists = { add: () => Promise.reject(new UnavailableError('list table', new Error('out'))) };

    const answer = await send({ caller: 'alice', key, ports: { lists } });

    expect(answer.statusCode).toBe(503);
    expect(Problem.parse(JSON.parse(answer.body)).detail).toContain('Nothing was taken');
    expect(await inspect(cloud).messages()).toEqual([]);
  });
});
