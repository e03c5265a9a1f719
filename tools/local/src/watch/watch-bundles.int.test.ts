import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { lambdaBundle } from '@async-catalog/lambda-bundle';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../testing/small-api.ts';
import { watchBundles } from './watch-bundles.ts';

const WAIT = { timeout: 120_000 };

/**
 * Follows two apps, `one` and `two`, which use a package that has a version. What is deployed of an app is what its handler returns; to
 * deploy a handler that returns `refused` fails, and one that returns `endless` goes on until it is told to end.
 */
async function setUp() {
  // Inside of it, folders with such names are ignored.
  const root = join(await temporaryFolder(), '.work', 'dist');
  const builds = join(root, 'builds');
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(root, 'source', name)), { recursive: true });
    await writeFile(join(root, 'source', name), text);
  };
  await write('package/version.ts', 'export const version = 0;');
  await write('package/unused.ts', 'export const unused = 0;');
  for (const app of ['one', 'two']) {
    await write(
      `${app}/src/handler.ts`,
      "import { version } from '../../package/version.ts';\nexport const handler = () => version;",
    );
  }
  const deployed: Record<string, unknown[]> = { one: [], two: [] };
  const used = new Map<string, PromiseWithResolvers<void>>();
  const begun: string[] = [];
  const updates: string[][] = [];
  const named: string[][] = [];
  const failures: [message: string, names: readonly string[]][] = [];
  const watching = await watchBundles({
    bundles: ['one', 'two'].map((name) => ({
      name,
      cwd: join(root, 'source', name),
      config: lambdaBundle(),
      deploy(directory, signal) {
        const { handler } = createRequire(import.meta.url)(join(directory, 'handler.cjs')) as {
          handler: () => unknown;
        };
        if (handler() === 'refused') {
          return Promise.reject(new Error(`${name} refused`));
        }
        if (handler() === 'endless') {
          begun.push(name);
          return once(signal, 'abort').then(() => Promise.reject(signal.reason as Error));
        }
        deployed[name]?.push(handler());
        const before = Promise.withResolvers<void>();
        used.set(directory, before);
        return Promise.resolve({ unused: before.promise });
      },
    })),
    folders: [join(root, 'source')],
    directory: builds,
    onUpdated: (names, files) => {
      updates.push([...names]);
      named.push(files.map((file) => relative(join(root, 'source'), file)));
    },
    onFailed: (error, names) => failures.push([error.message.replaceAll(`${root}/source/`, ''), names]),
  });
  onTestFinished(() => watching.stop());
  const last = (name: string) => deployed[name]?.at(-1);
  return {
    watching,
    write,
    remove: (name: string) => rm(join(root, 'source', name)),
    deployed,
    last,
    begun,
    updates,
    named,
    failures,
    builds,
    used,
  };
}

describe('watchBundles', () => {
  it('deploys everything once, and after a change what is made of the file that changed', async () => {
    const { write, last, updates } = await setUp();
    expect([last('one'), last('two')]).toEqual([0, 0]);
    expect(updates).toEqual([['one', 'two']]);

    await write('package/version.ts', 'export const version = 1;');
    await expect.poll(() => [last('one'), last('two')], WAIT).toEqual([1, 1]);
    await write('one/src/handler.ts', 'export const handler = () => "mine";');
    await expect.poll(() => last('one'), WAIT).toBe('mine');
    await write('package/version.ts', 'export const version = 2;');
    await expect.poll(() => last('two'), WAIT).toBe(2);

    expect(last('one')).toBe('mine');
  });

  it('builds nothing for a file that no bundle is made of', async () => {
    const { write, last, deployed } = await setUp();

    await write('package/unused.ts', 'export const unused = 1;');
    await write('one/src/handler.test.ts', 'it();');
    await write('one/src/handler.ts', 'export const handler = () => "later";');
    await expect.poll(() => last('one'), WAIT).toBe('later');

    expect(deployed).toEqual({ one: [0, 'later'], two: [0] });
  });

  it('says once what is wrong with a file, and where, and goes on when it is mended', async () => {
    const { write, last, failures } = await setUp();

    await write('package/version.ts', 'export const version = 1 +;');
    await expect
      .poll(() => failures, WAIT)
      .toEqual([[expect.stringMatching(/^package\/version\.ts:1:27: Unexpected token/), ['one', 'two']]]);
    expect([last('one'), last('two')]).toEqual([0, 0]);

    await write('package/version.ts', 'export const version = 1;');
    await expect.poll(() => [last('one'), last('two')], WAIT).toEqual([1, 1]);
    expect(failures).toHaveLength(1);
  });

  it('goes on when a file is written that was missing', async () => {
    const { write, last, failures } = await setUp();
    await write(
      'one/src/handler.ts',
      "import { late } from './late.ts';\nexport const handler = () => late;",
    );
    await expect
      .poll(() => failures, WAIT)
      .toEqual([[expect.stringMatching(/^one\/src\/handler\.ts:1:22: Could not resolve/), ['one']]]);

    await write('one/src/late.ts', 'export const late = "late";');

    await expect.poll(() => last('one'), WAIT).toBe('late');
  });

  it('says what is missing when a file is deleted', async () => {
    const { remove, last, failures } = await setUp();

    await remove('package/version.ts');

    await expect
      .poll(() => failures, WAIT)
      .toEqual(
        ['one', 'two'].map((name) => [
          expect.stringMatching(`^${name}/src/handler.ts:1:25: .*version.ts`),
          [name],
        ]),
      );
    expect(last('one')).toBe(0);
  });

  it('keeps what is in effect where a build cannot be deployed, and tries again after any change', async () => {
    const { write, last, failures } = await setUp();

    await write('one/src/handler.ts', 'export const handler = () => "refused";');
    await expect.poll(() => failures, WAIT).toEqual([['one refused', ['one']]]);
    expect(last('one')).toBe(0);

    await write('one/src/handler.ts', 'export const handler = () => "taken";');
    await expect.poll(() => last('one'), WAIT).toBe('taken');
  });

  it('keeps a build until it is unused, and no longer, and none that failed', async () => {
    const { write, last, failures, builds, used } = await setUp();

    await write('one/src/handler.ts', 'export const handler = () => 1;');
    await expect.poll(() => last('one'), WAIT).toBe(1);
    expect((await readdir(join(builds, 'one'))).toSorted()).toEqual(['1', '2']);
    used.get(join(builds, 'one', '2'))?.resolve();
    await expect.poll(() => existsSync(join(builds, 'one', '1')), WAIT).toBe(false);

    await write('one/src/handler.ts', 'export const handler = () => "refused";');
    await expect.poll(() => failures, WAIT).toHaveLength(1);
    await vi.waitFor(async () => expect(await readdir(join(builds, 'one'))).toEqual(['2']), WAIT);
  });

  it('ends what does not come into effect when its source changes, and says nothing of it', async () => {
    const { write, begun, last, failures, updates } = await setUp();
    await write('one/src/handler.ts', 'export const handler = () => "endless";');
    await expect.poll(() => begun, WAIT).toEqual(['one']);

    await write('one/src/handler.ts', 'export const handler = () => "mended";');

    await expect.poll(() => last('one'), WAIT).toBe('mended');
    expect(updates.at(-1)).toEqual(['one']);
    expect(failures).toEqual([]);
  });

  it('stops also while something does not come into effect', async () => {
    const { watching, write, begun, failures } = await setUp();
    await write('one/src/handler.ts', 'export const handler = () => "endless";');
    await expect.poll(() => begun, WAIT).toEqual(['one']);

    await watching.stop();

    expect(failures).toEqual([]);
  });

  it("names the files of the bundle that changed, also one that is gone, and not an editor's", async () => {
    const { write, remove, last, named } = await setUp();
    await write('one/src/old.ts', 'export const old = "old";');
    await write('one/src/handler.ts', "import { old } from './old.ts';\nexport const handler = () => old;");
    await expect.poll(() => last('one'), WAIT).toBe('old');

    await write('one/src/sed10RUqY', '');
    await write('one/src/4913', '');
    await write('one/src/handler.ts~', '');
    await remove('one/src/old.ts');
    await write('one/src/handler.ts', 'export const handler = () => "new";');
    await expect.poll(() => last('one'), WAIT).toBe('new');

    expect(new Set(named.flat())).toEqual(new Set(['one/src/old.ts', 'one/src/handler.ts']));
  });

  it('follows nothing after it was stopped', async () => {
    const { watching, write, deployed } = await setUp();

    await watching.stop();
    await write('one/src/handler.ts', 'export const handler = () => "stopped";');
    const again = await setUp();
    await again.write('one/src/handler.ts', 'export const handler = () => "running";');
    await expect.poll(() => again.last('one'), WAIT).toBe('running');

    expect(deployed['one']).toEqual([0]);
  });
});
