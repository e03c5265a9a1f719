import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTemporaryDirectory } from '../temporary-directory.ts';
import type { Result } from './result.ts';
import { createResultStore } from './result-store.ts';

const result: Result = {
  part: 'worker',
  startedAt: '2026-01-31T09:30:00.000Z',
  tookSeconds: 1,
  quick: false,
  machine: { cpu: 'Some CPU', cores: 2, memoryGb: 24, system: 'Linux 6' },
  versions: {},
  findings: { targets: [], tables: [], charts: [], profiles: [], samples: { cpu: [1, 2] } },
};

async function setUp() {
  const directory = await createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.asyncDispose]());
  return createResultStore(path.join(directory.path, 'results'));
}

it('gives back what was kept last', async () => {
  const store = await setUp();
  await store.put(result);
  await store.put({ ...result, tookSeconds: 2 });
  expect(await store.find('worker')).toEqual({ ...result, tookSeconds: 2 });
});

it('knows nothing of a part that never ran', async () => {
  const store = await setUp();
  expect(await store.find('worker')).toBeUndefined();
});
