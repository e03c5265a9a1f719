import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/small-api.ts';
import { findBrokenSource } from './find-broken-source.ts';

const APP = {
  'tsdown.config.ts':
    "export default { entry: { handler: 'src/handler.ts' }, platform: 'node', dts: false };",
  'src/handler.ts':
    "import { version } from '../../../packages/package/version.ts';\nexport const handler = () => version;",
};

/** Writes two apps that use a package. */
async function setUp() {
  const root = await temporaryFolder();
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  };
  for (const app of ['one', 'two']) {
    for (const [name, text] of Object.entries(APP)) {
      await write(join('apps', app, name), text);
    }
  }
  await write('packages/package/version.ts', 'export const version = 0;');
  return { root, write };
}

it('says once what is wrong with a file, and where, however many apps use it', async () => {
  const { root, write } = await setUp();
  expect(await findBrokenSource(root)).toEqual([]);

  await write('packages/package/version.ts', 'export const version = 1 +;');
  expect(await findBrokenSource(root)).toEqual(['packages/package/version.ts:1:27: Unexpected token']);

  await write('apps/one/src/handler.ts', "import nothing from './none.ts';\nexport const handler = nothing;");
  expect((await findBrokenSource(root)).toSorted()).toEqual([
    "apps/one/src/handler.ts:1:21: Could not resolve './none.ts'",
    'packages/package/version.ts:1:27: Unexpected token',
  ]);
});

it('says nothing where an app does not tell how it is built', async () => {
  const { root, write } = await setUp();
  await write('packages/package/version.ts', 'export const version = 1 +;');
  await write('apps/one/tsdown.config.ts', 'export default ;');

  expect(await findBrokenSource(root)).toEqual([]);
});
