import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { csv } from '../testing/csv.ts';
import { type FakeOptions, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory, runCli } from '../testing/run-cli.ts';

const mixed = { status: 'completed_with_errors', counts: { saved: 1, rejected: 1 } } as never;

/** Starts an import, and returns how to run other commands in an empty directory. */
async function prepare(options: FakeOptions = {}) {
  const fake = await startFakeCatalog({ states: [mixed], failedCsv: 'the failed rows\n', ...options });
  const source = makeDirectory({ 'products.csv': csv(2) });
  await runCli(['import', source.at('products.csv'), '--yes', '--detach', '--url', fake.url]);
  const { directory, at } = makeDirectory();
  const run = (...args: string[]) => runCli(['imports', ...args, '--url', fake.url], { cwd: directory });
  return { fake, run, at };
}

it('watches an import to its end, and writes the rows that are not saved', async () => {
  const { run, at } = await prepare();

  const { code, stdout } = await run('watch', 'import-1');

  expect(code).toBe(1);
  expect(stdout).toContain('products.csv: completed with errors, 1 saved of 2.');
  expect(readFileSync(at('products.failed.csv'), 'utf8')).toBe('the failed rows\n');
});

it('allows failures while it watches, too', async () => {
  const { run } = await prepare();

  expect((await run('watch', 'import-1', '--max-failed', '50%')).code).toBe(0);
});

it('cancels an import', async () => {
  const { fake, run } = await prepare();

  const { code, stdout } = await run('cancel', 'import-1', '--json');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ importId: 'import-1' });
  expect(fake.imports()[0]?.cancelled).toBe(true);
});

it.each([
  [[], 'products.report.csv', 'the report as csv\n'],
  [['--format', 'ndjson'], 'products.report.ndjson', 'the report as ndjson\n'],
  [['--format', 'failed'], 'products.failed.csv', 'the failed rows\n'],
  [['--output', 'other.csv'], 'other.csv', 'the report as csv\n'],
])('downloads a report, by report import-1 %j', async (args, file, contents) => {
  const { run, at } = await prepare();

  const { code, stdout } = await run('report', 'import-1', ...args);

  expect({ code, stdout }).toEqual({ code: 0, stdout: `file\t${file}\n` });
  expect(readFileSync(at(file), 'utf8')).toBe(contents);
});

it('prints a report to a pipe as it is', async () => {
  const { run } = await prepare();

  expect(await run('report', 'import-1', '--format', 'failed', '--output', '-')).toEqual({
    code: 0,
    stdout: 'the failed rows\n',
    stderr: '',
  });
});

it('names no file outside of the directory, whatever the API says', async () => {
  const { run, at } = await prepare({ states: [{ ...(mixed as object), fileName: '../../evil.csv' }] });

  expect((await run('report', 'import-1')).code).toBe(0);
  expect(readFileSync(at('evil.report.csv'), 'utf8')).toBe('the report as csv\n');
});
