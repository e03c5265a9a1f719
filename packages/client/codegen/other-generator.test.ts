import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { expect, it, onTestFinished } from 'vitest';
import { accepted, json, problem, startFakeApi } from '../src/testing/fake-api.ts';

const DOCUMENT = fileURLToPath(new URL('../../../apps/api/openapi.json', import.meta.url));
const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const COMPILER = [
  '--noEmit',
  '--strict',
  '--target',
  'esnext',
  '--module',
  'nodenext',
  '--lib',
  'esnext,dom',
];

/** Client from another public generator, as consumers who don't use this package would have it. */
async function generateClient(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'generated-client-'));
  onTestFinished(() => rm(path, { recursive: true }));
  await createClient({
    input: DOCUMENT,
    output: { path, module: { extension: '.ts' } },
    logs: { level: 'silent', file: false },
  });
  return path;
}

it('is a document from which @hey-api/openapi-ts generates a client that type-checks and works', async () => {
  const path = await generateClient();
  const index = join(path, 'index.ts');
  const { baseUrl, requests } = await startFakeApi(
    json(202, accepted),
    problem(503, 'DEPENDENCY_UNAVAILABLE'),
  );

  await promisify(execFile)(process.execPath, [TSC, ...COMPILER, '--allowImportingTsExtensions', index]);
  const sdk = await import(index);
  const taken = await sdk.createProduct({
    baseUrl,
    auth: 't-1',
    body: { name: 'Teapot', price: 24.5 },
    headers: { 'Idempotency-Key': 'k-1' },
  });
  const refused = await sdk.getProduct({ baseUrl, path: { id: accepted.items[0]?.productId } });

  expect(taken.data).toEqual(accepted);
  expect(refused.error).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(requests[0]).toMatchObject({
    path: '/products',
    headers: { authorization: 'Bearer t-1', 'idempotency-key': 'k-1' },
    body: '{"name":"Teapot","price":24.5}',
  });
});
