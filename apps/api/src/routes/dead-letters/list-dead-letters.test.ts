import type { Problem } from '@async-catalog/product-schema';
import { dependencyUnavailable } from '@async-catalog/http-contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DeadLetterList, MAX_LIST_BYTES } from '../../core/dead-letters/list-dead-letters.ts';
import { deadLetter, deadLettersOf, memoryDeadLetters } from '../../testing/memory-dead-letters.ts';
import { NOW, testApp } from '../../testing/test-app.ts';
import { SEARCH_MS } from './search-signal.ts';

function setUp(letters = [deadLetter()]) {
  const queue = memoryDeadLetters(letters);
  const app = testApp({ deadLetters: queue.deadLetters });
  const list = async (query = '', init: RequestInit = {}): Promise<DeadLetterList> => {
    const response = await app.request(`/dead-letters${query}`, init);
    expect(response.status).toBe(200);
    return (await response.json()) as DeadLetterList;
  };
  return { ...queue, list };
}

/** Builds a dead letter that takes as many bytes in an answer as its body has characters, and less than 500 more. */
const sized = (id: string, bytes: number) => deadLetter({ id, body: 'x'.repeat(bytes) });

const out = () => Promise.reject(dependencyUnavailable('out', undefined));

afterEach(() => void vi.restoreAllMocks());

describe('GET /dead-letters', () => {
  it('lists each with its reason, its item and its body, and leaves it in the queue', async () => {
    const { list, ids, hidden } = setUp();

    expect(await list()).toEqual({
      asOf: NOW.toISOString(),
      count: 1,
      items: [
        {
          id: 'letter-1',
          sentAt: '2026-01-31T09:29:59.999Z',
          code: 'PRODUCT_TOO_LARGE',
          reason: 'its reason',
          submissionId: 'submission-1',
          index: 0,
          sku: 'TEA-1',
          name: 'Teapot',
          originalId: 'original-1',
          body: '{"version":1}',
        },
      ],
      more: false,
    });
    expect([ids(), hidden.size]).toEqual([['letter-1'], 0]);
  });

  it('lists what can’t be read, by its id and its body', async () => {
    const { id, body, attributes, sentAt } = deadLetter({ body: 'garbage {' });
    const item = { submissionId: undefined, index: undefined };

    const { items } = await setUp([{ id, body, attributes, sentAt, item }]).list();

    expect(items).toEqual([{ id, sentAt: sentAt.toISOString(), body: 'garbage {' }]);
  });

  it('cuts names that a message makes as long as it likes', async () => {
    const name = 'x'.repeat(256);

    const { items } = await setUp([
      deadLetter({ item: { submissionId: name, index: 0, sku: name, name: `${'x'.repeat(254)}🫖` } }),
    ]).list();

    expect(items[0]).toMatchObject({ submissionId: 'x'.repeat(255), sku: 'x'.repeat(255) });
    expect(items[0]?.name).toBe(`${'x'.repeat(254)}\uFFFD`);
  });

  it('lists an empty queue', async () => {
    expect(await setUp([]).list()).toMatchObject({ count: 0, items: [], more: false });
  });

  it.each([
    ['', 101, 100, true],
    ['', 99, 99, false],
    ['?limit=1', 2, 1, true],
    ['?limit=100', 100, 100, true],
  ])('with %s of %d, lists %d, and says whether there may be more', async (query, there, listed, more) => {
    const { list, ids } = setUp(deadLettersOf(there));

    const { items, ...answer } = await list(query);

    expect(answer).toMatchObject({ count: there, more });
    expect(items).toHaveLength(listed);
    expect(ids()).toHaveLength(there);
  });

  it('says that there may be more when another request hides some', async () => {
    const { list, deadLetters } = setUp(deadLettersOf(11));
    await deadLetters.receive()[Symbol.asyncIterator]().next();

    const { items, ...answer } = await list();

    expect(items).toHaveLength(1);
    expect(answer).toMatchObject({ count: 11, more: true });
  });

  it('lists no more bytes than an answer can have', async () => {
    const half = MAX_LIST_BYTES / 2;
    const { list, ids } = setUp([sized('a', half - 500), sized('b', half - 500), sized('c', 2000)]);

    const { items, more } = await list();

    expect([items.map(({ id }) => id), more]).toEqual([['a', 'b'], true]);
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('lists the largest message that SQS takes, whatever is in it', async () => {
    const { list } = setUp([deadLetter({ body: '"'.repeat(1024 * 1024) })]);

    const answer = await list();

    expect(answer).toMatchObject({ count: 1, items: [{ id: 'letter-1' }], more: false });
    // Lambda's answer holds it as a JSON string.
    expect(JSON.stringify(JSON.stringify(answer)).length).toBeLessThan(6 * 1024 * 1024);
  });

  it('stops receiving when its time is over, and says that there may be more', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const { list, ids } = setUp(deadLettersOf(25));

    const { items, more } = await list();

    expect(timeout).toHaveBeenCalledExactlyOnceWith(SEARCH_MS);
    expect([items.length, more]).toEqual([10, true]);
    expect(ids()).toHaveLength(25);
  });

  it('releases what it received when the client has gone', async () => {
    const { list, ids, hidden } = setUp(deadLettersOf(25));

    const { items } = await list('', { signal: AbortSignal.abort() });

    expect(items).toHaveLength(10);
    expect([ids().length, hidden.size]).toEqual([25, 0]);
  });

  it.each(['0', '101', '1.5', 'x', ''])('refuses the limit "%s" by name', async (limit) => {
    const response = await testApp().request(`/dead-letters?limit=${limit}`);

    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).errors).toEqual([
      { pointer: '/limit', code: 'INVALID_FORMAT', detail: 'is not a whole number from 1 to 100' },
    ]);
  });

  it('answers 503 when SQS is out', async () => {
    const response = await testApp({ deadLetters: { count: out } }).request('/dead-letters');

    expect(response.status).toBe(503);
  });
});
