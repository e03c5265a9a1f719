import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createContext, type Streams } from '../context.ts';
import { csv } from '../testing/csv.ts';
import { startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory } from '../testing/run-cli.ts';
import { importFile } from './import-file.ts';
import { deleteProduct } from './products.ts';

/** Creates streams that pass for a terminal, at which somebody presses a key once there is a question. */
function createTerminal(question: string, key: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 40 });
  let shown = '';
  let pressed = false;
  stdout.on('data', (chunk: Buffer) => {
    shown += stripVTControlCharacters(String(chunk));
    if (!pressed && shown.includes(question)) {
      pressed = true;
      // The question listens once it is shown.
      setImmediate(() => stdin.write(key));
    }
  });
  onTestFinished(() => {
    stdin.destroy();
    stdout.destroy();
  });
  return { streams: { stdin, stdout } as unknown as Streams, shown: () => shown };
}

async function prepare(question: string, key: string) {
  const fake = await startFakeCatalog();
  const terminal = createTerminal(question, key);
  const context = await createContext({ url: fake.url }, terminal.streams, new AbortController().signal);
  const { at } = makeDirectory({ 'products.csv': csv(3) });
  return { fake, context, file: at('products.csv'), ...terminal };
}

it('shows the mapping and the first rows, asks, and imports after a yes', async () => {
  const { fake, context, file, shown } = await prepare('Import it like this?', 'y');

  expect(await importFile(file, {}, context)).toBe(0);

  expect(fake.imports()[0]).toMatchObject({ started: true });
  expect(shown()).toMatch(/Title\s*│\s*name/);
  expect(shown()).toMatch(/A-0\s*│\s*Product 0/);
  expect(shown()).toContain('products.csv: completed, 3 saved of 3.');
});

it('sends nothing after a no', async () => {
  const { fake, context, file } = await prepare('Import it like this?', 'n');

  await expect(importFile(file, {}, context)).rejects.toThrow('Nothing was sent. Change the mapping');
  expect(fake.imports()).toEqual([]);
});

it('sends nothing after Ctrl-C', async () => {
  const { fake, context, file } = await prepare('Import it like this?', '\u0003');

  await expect(importFile(file, {}, context)).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: 'Nothing was sent.',
  });
  expect(fake.imports()).toEqual([]);
});

it('deletes nothing after a no', async () => {
  const { fake, context } = await prepare('Delete product A-1?', 'n');

  await expect(deleteProduct(undefined, { sku: 'A-1' }, context)).rejects.toThrow('Nothing was deleted.');
  expect(fake.requests).toEqual([]);
});
