import { execFile } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { startCacheServer } from './testing/cache-server.ts';
import { copyForTest } from './testing/copy-repository.ts';

const APP = 'apps/create-product-processor';

interface Summary {
  readonly tasks: readonly { readonly taskId: string; readonly cache: unknown }[];
}

let server: Awaited<ReturnType<typeof startCacheServer>>;
beforeAll(async () => {
  server = await startCacheServer();
  return server.close;
});

/** Builds one app in a copy of the repository, and returns where turbo found the result. */
async function build(folder: string, cache: string): Promise<unknown> {
  // The copy links to the installed packages, so pnpm can't install there.
  const settings = path.join(folder, 'pnpm-workspace.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^verifyDepsBeforeRun: .*$/m, ''));
  rmSync(path.join(folder, '.turbo/runs'), { recursive: true, force: true });
  await promisify(execFile)('turbo', ['run', 'build', '--summarize', `--filter=./${APP}`], {
    cwd: folder,
    env: { ...process.env, ...server.env, TURBO_CACHE: cache },
  });
  const [summary = ''] = readdirSync(path.join(folder, '.turbo/runs'));
  const { tasks } = JSON.parse(readFileSync(path.join(folder, '.turbo/runs', summary), 'utf8')) as Summary;
  return tasks.find(({ taskId }) => taskId.endsWith('create-product-processor#build'))?.cache;
}

const built = (folder: string): string[] => readdirSync(path.join(folder, APP, 'dist'));

it('reuses a build from the server, and uploads none with read-only access', async () => {
  const [here, elsewhere] = [copyForTest(), copyForTest()];

  expect(await build(elsewhere, 'local:rw,remote:rw')).toMatchObject({ status: 'MISS' });
  const given = server.count('PUT');
  expect(given).toBeGreaterThan(0);

  expect(await build(here, 'local:rw,remote:r')).toMatchObject({ status: 'HIT', source: 'REMOTE' });
  expect(built(here)).toEqual(built(elsewhere));

  appendFileSync(path.join(here, APP, 'src/handler.ts'), '// another build\n');
  expect(await build(here, 'local:rw,remote:r')).toMatchObject({ status: 'MISS' });
  expect(server.count('PUT')).toBe(given);
});
