import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFaultyCatalog } from '../testing/faulty-catalog.ts';
import { type ListsResult, submitAndList } from './submit-and-list.ts';

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
});
afterAll(() => catalog.stop());

const token = (caller: string, scope = 'catalog:read catalog:write') =>
  catalog.issuer.token({ sub: caller, scope });

async function list(query: string, caller: string, scope?: string): Promise<Response> {
  return await fetch(`${catalog.url}/submissions${query}`, {
    headers: { authorization: `Bearer ${await token(caller, scope)}` },
  });
}

it('lists every submission of each caller, from its answer on, newest first, in pages and by filter', async () => {
  const result = await submitAndList({ url: catalog.url, token }, { submissions: 150, callers: 6 });

  expect(result.wrong).toEqual<ListsResult['wrong']>([]);
});

it('lists everybody’s to operators only', async () => {
  const operator = await list('?caller=*&limit=100', 'operator', 'catalog:read catalog:operate');
  const { items } = (await operator.json()) as { items: { caller: string; createdAt: string }[] };

  expect(new Set(items.map(({ caller }) => caller)).size).toBe(6);
  expect(items.map(({ createdAt }) => createdAt)).toEqual(
    items
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .toReversed(),
  );
  expect((await list('?caller=*', 'caller-1')).status).toBe(403);
});

it('goes on with a cursor where it was, whatever is submitted meanwhile, and only for its caller', async () => {
  const first = (await (await list('?limit=2', 'caller-1')).json()) as { nextCursor: string };
  const rest = `?limit=2&cursor=${first.nextCursor}`;
  const before = await (await list(rest, 'caller-1')).text();

  await fetch(`${catalog.url}/products`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token('caller-1')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Teapot', price: 1 }),
  });

  expect(await (await list(rest, 'caller-1')).text()).toBe(before);
  expect((await list(rest, 'caller-2')).status).toBe(400);
});

it.each(['Query', 'BatchGetItem'])(
  'answers an error, and no empty list, while %s fails',
  async (operation) => {
    const out = { status: 503, type: 'ServiceUnavailable', message: 'out' };

    const answer = await catalog.during(
      (call) => (call.operation === operation ? out : undefined),
      () => list('', 'caller-1'),
    );

    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  },
);
