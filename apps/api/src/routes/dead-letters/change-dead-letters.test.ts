import { dependencyUnavailable } from '@async-catalog/http-contract';
import type { Problem } from '@async-catalog/product-schema';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_REDRIVEN } from '../../core/dead-letters/change-dead-letters.ts';
import type { Log } from '../../deps.ts';
import { deadLetter, deadLettersOf, memoryDeadLetters } from '../../testing/memory-dead-letters.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const REDRIVE = '/dead-letters/redrive';
const DROP = '/dead-letters/drop';

function setUp(letters = deadLettersOf(3), overrides: Parameters<typeof testApp>[0] = {}) {
  const queue = memoryDeadLetters(letters);
  const info = vi.fn<Log['info']>();
  const { deadLetters, ...rest } = overrides;
  const app = testApp({
    deadLetters: { ...queue.deadLetters, ...deadLetters },
    log: { info, error: () => undefined },
    ...rest,
  });
  return {
    ...queue,
    send: (path: string, body: unknown, init: RequestInit = {}) =>
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    /** The lines about dead letters. */
    logged: () => info.mock.calls.filter(([message]) => message.startsWith('dead letters')),
  };
}

const bodyOf = async (response: Response): Promise<unknown> => [response.status, await response.json()];

const operator = {
  authenticate: () => Promise.resolve({ caller: 'olga', scopes: new Set(['catalog:operate']) }),
};

afterEach(() => void vi.restoreAllMocks());

describe('POST /dead-letters/redrive', () => {
  it('sends the chosen ones back, says which weren’t found, and can be repeated', async () => {
    const { send, resent, ids } = setUp();

    const first = await send(REDRIVE, { ids: ['letter-2', 'none', 'letter-2'] });
    const again = await send(REDRIVE, { ids: ['letter-2'] });

    expect(await bodyOf(first)).toEqual([200, { redriven: 1, notFound: ['none'], more: false }]);
    expect(await bodyOf(again)).toEqual([200, { redriven: 0, notFound: ['letter-2'], more: false }]);
    expect(resent.map(({ id }) => id)).toEqual(['letter-2']);
    expect(ids()).toEqual(['letter-1', 'letter-3']);
  });

  it('sends all back that were there when it began', async () => {
    const { send, ids } = setUp([...deadLettersOf(12), deadLetter({ id: 'later', sentAt: NOW })]);

    expect(await bodyOf(await send(REDRIVE, { all: true }))).toEqual([
      200,
      { redriven: 12, notFound: [], more: false },
    ]);
    expect(ids()).toEqual(['later']);
  });

  it.each([
    [MAX_REDRIVEN - 1, MAX_REDRIVEN - 1, false],
    [MAX_REDRIVEN + 1, MAX_REDRIVEN, true],
  ])(
    'of %d, sends %d back in one request, and says whether there may be more',
    async (there, redriven, more) => {
      const { send, hidden } = setUp(deadLettersOf(there));

      expect(await (await send(REDRIVE, { all: true })).json()).toEqual({ redriven, notFound: [], more });
      expect(hidden.size).toBe(0);
    },
  );
});

describe('POST /dead-letters/drop', () => {
  it('deletes the chosen ones, and can be repeated', async () => {
    const { send, resent, ids } = setUp();

    const first = await send(DROP, { ids: ['letter-1', 'letter-3'] });
    const again = await send(DROP, { ids: ['letter-1', 'letter-3'] });

    expect(await bodyOf(first)).toEqual([200, { dropped: 2, notFound: [], more: false }]);
    expect(await bodyOf(again)).toEqual([
      200,
      { dropped: 0, notFound: ['letter-1', 'letter-3'], more: false },
    ]);
    expect([resent, ids()]).toEqual([[], ['letter-2']]);
  });

  it('never deletes all', async () => {
    const { send, ids } = setUp();

    const response = await send(DROP, { all: true });

    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).errors?.map(({ pointer }) => pointer)).toEqual([
      '/ids',
      '/all',
    ]);
    expect(ids()).toHaveLength(3);
  });
});

describe.each([
  [REDRIVE, 'redriven'],
  [DROP, 'dropped'],
])('POST %s', (path, counted) => {
  it('takes 100 ids of 100 characters', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => String(n).padStart(100, '-'));

    expect(await bodyOf(await setUp().send(path, { ids }))).toEqual([
      200,
      { [counted]: 0, notFound: ids, more: false },
    ]);
  });

  it.each([
    ['no ids', { ids: [] }, '/ids'],
    ['101 ids', { ids: Array.from({ length: 101 }, String) }, '/ids'],
    ['an empty id', { ids: [''] }, '/ids/0'],
    ['an id of 101 characters', { ids: ['a', '-'.repeat(101)] }, '/ids/1'],
    ['a number', { ids: [1] }, '/ids/0'],
    ['text', { ids: 'letter-1' }, '/ids'],
    ['nothing', {}, '/ids'],
    ['an unknown field', { ids: ['a'], force: true }, '/force'],
    ['no object', [], ''],
    ['an empty body', '', ''],
  ])('refuses %s by name', async (_, body, pointer) => {
    const { send, ids } = setUp();

    const response = await send(path, body);

    const { code, errors } = (await response.json()) as Problem;
    expect([response.status, code, errors?.map((error) => error.pointer)]).toEqual([
      400,
      'INVALID_REQUEST',
      [pointer],
    ]);
    expect(ids()).toHaveLength(3);
  });

  it('refuses a query, and what is no JSON', async () => {
    const { send } = setUp();

    expect((await send(`${path}?dryRun=true`, { ids: ['a'] })).status).toBe(400);
    expect((await send(path, '{')).status).toBe(400);
    expect((await send(path, 'a', { headers: { 'content-type': 'text/csv' } })).status).toBe(415);
  });

  it('stops receiving when its time is over, and says that a repeat may find more', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const { send, ids, hidden } = setUp(deadLettersOf(25));

    const answer = await send(path, { ids: ['letter-1', 'letter-25'] });

    expect(await answer.json()).toEqual({ [counted]: 1, notFound: ['letter-25'], more: true });
    expect([ids().length, hidden.size]).toEqual([24, 0]);
  });

  it('logs who did it, and the ids, without a body', async () => {
    const { send, logged } = setUp(undefined, operator);

    await send(path, { ids: ['letter-1', 'letter-3', 'none'] });

    expect(logged()).toEqual([
      [
        `dead letters ${counted}`,
        { requestId: 'made-here', caller: 'olga', count: 2, ids: ['letter-1', 'letter-3'] },
      ],
    ]);
  });

  it('logs what has left the queue when SQS is out in between, answers 503, and releases the rest', async () => {
    const remove = vi
      .fn<() => Promise<void>>(() => Promise.resolve())
      .mockRejectedValueOnce(dependencyUnavailable('out', undefined));
    const { send, logged, hidden } = setUp(undefined, { deadLetters: { remove } });

    const response = await send(path, { ids: ['letter-1', 'letter-2'] });

    expect(response.status).toBe(503);
    expect(logged()).toMatchObject([[`dead letters ${counted}`, { count: 1, ids: ['letter-2'] }]]);
    expect([...hidden.keys()]).toEqual(['letter-2']);
  });

  it('logs nothing where nothing was found', async () => {
    const { send, logged } = setUp([]);

    await send(path, { ids: ['letter-1'] });

    expect(logged()).toEqual([]);
  });
});

describe.each([
  ['GET', '/dead-letters'],
  ['POST', REDRIVE],
  ['POST', DROP],
])('%s %s', (method, path) => {
  it('needs the scope catalog:operate, unless the service is open', async () => {
    const writer = { caller: 'shop', scopes: new Set(['catalog:read', 'catalog:write']) };
    const { send } = setUp(undefined, { authenticate: () => Promise.resolve(writer) });

    const response = await send(path, {}, { method, body: null });

    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="catalog:operate"');
  });
});
