import { describe, expect, it } from 'vitest';
import { createCatalogClient } from './create-catalog-client.ts';
import { type Answer, json, problem, startFakeApi } from './testing/fake-api.ts';

async function setUp(...answers: readonly Answer[]) {
  const { baseUrl, requests } = await startFakeApi(...answers);
  return { catalog: createCatalogClient({ baseUrl }), requests };
}

const left = { notFound: ['b'], more: false };

describe('dead letters', () => {
  it('are listed, up to a limit', async () => {
    const list = { asOf: '2026-01-31T09:30:00.000Z', count: 0, items: [], more: false };
    const { catalog, requests } = await setUp(json(200, list));

    expect(await catalog.deadLetters()).toEqual(list);
    await catalog.deadLetters({ limit: 5 });

    expect(requests.map(({ path }) => path)).toEqual(['/dead-letters', '/dead-letters?limit=5']);
  });

  it('are sent back by their ids, or all', async () => {
    const { catalog, requests } = await setUp(json(200, { redriven: 1, ...left }));

    expect(await catalog.redriveDeadLetters(['a', 'b'])).toEqual({ redriven: 1, ...left });
    await catalog.redriveDeadLetters('all');

    expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/dead-letters/redrive', '{"ids":["a","b"]}'],
      ['POST', '/dead-letters/redrive', '{"all":true}'],
    ]);
  });

  it('are deleted by their ids, and the request is repeated while SQS is out', async () => {
    const answers = [problem(503, 'DEPENDENCY_UNAVAILABLE'), json(200, { dropped: 1, ...left })];
    const { catalog, requests } = await setUp(...answers);

    expect(await catalog.dropDeadLetters(['a', 'b'])).toEqual({ dropped: 1, ...left });

    const request = ['/dead-letters/drop', '{"ids":["a","b"]}'];
    expect(requests.map(({ path, body }) => [path, body])).toEqual([request, request]);
  });
});
