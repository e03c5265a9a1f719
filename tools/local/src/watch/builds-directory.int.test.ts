import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/small-api.ts';
import { createBuildsDirectory } from './builds-directory.ts';

const MODULE = new URL('builds-directory.ts', import.meta.url).href;

/** Creates a directory in a process of its own, which then goes on. */
async function createElsewhere(parent: string) {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { createBuildsDirectory } from ${JSON.stringify(MODULE)};
    console.log(createBuildsDirectory(${JSON.stringify(parent)}));
    setInterval(() => {}, 1000);`,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [directory] = await once(child.stdout, 'data');
  await writeFile(join(String(directory).trim(), 'build'), '');
  return { child, directory: String(directory).trim() };
}

it('removes what a process left behind that was killed, and nothing of one that runs, or of others', async () => {
  const parent = await temporaryFolder();
  const [killed, running] = [await createElsewhere(parent), await createElsewhere(parent)];
  await mkdir(join(parent, 'async-catalog-logs'));
  killed.child.kill('SIGKILL');
  await once(killed.child, 'close');
  expect(existsSync(killed.directory)).toBe(true);

  const others = createBuildsDirectory(parent, -1);
  expect(existsSync(killed.directory)).toBe(true);
  const mine = createBuildsDirectory(parent);

  expect((await readdir(parent)).toSorted()).toEqual(
    ['async-catalog-logs', basename(running.directory), basename(others), basename(mine)].toSorted(),
  );
});
