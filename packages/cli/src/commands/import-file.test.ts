import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csv } from '../testing/csv.ts';
import { type FakeOptions, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory, runCli } from '../testing/run-cli.ts';

const CSV = csv(3);
const PART_BYTES = 64 * 1024;
/** 7 parts. */
const LARGE = csv(13_000);

/** Starts a fake catalog, writes a file beside nothing else, and returns how to import it. */
async function prepare(contents: string | Buffer = CSV, options: FakeOptions = {}, name = 'products.csv') {
  const fake = await startFakeCatalog({ partBytes: PART_BYTES, ...options });
  const { directory, at } = makeDirectory({ [name]: contents });
  const run = (args: readonly string[] = ['--yes'], more: Parameters<typeof runCli>[1] = {}) =>
    runCli(['import', at(name), '--url', fake.url, ...args], { cwd: directory, ...more });
  const paths = () => fake.requests.map(({ line }) => line);
  return { fake, at, run, paths, file: at(name) };
}

const mixed = {
  status: 'completed_with_errors',
  counts: { saved: 97, rejected: 2, failed: 1 },
} as unknown as NonNullable<FakeOptions['states']>[number];

describe('import', () => {
  it('uploads the file, starts the import, follows it, and exits with 0 when all is saved', async () => {
    const { fake, run } = await prepare(LARGE);

    const { code, stdout, stderr } = await run();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(String(fake.uploaded())).toBe(LARGE);
    expect(fake.putBytes()).toBe(LARGE.length);
    expect(stdout).toContain('New import import-1.');
    expect(stdout).toContain('products.csv: completed, 3 saved of 3.');
  });

  it('records each part, so that it is not sent again', async () => {
    const { fake, run } = await prepare(LARGE);

    await run();

    const recorded = fake.requests.flatMap(({ line, body }) =>
      line.endsWith('/parts') ? (JSON.parse(body) as { parts: { number: number }[] }).parts : [],
    );
    expect(recorded.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('sends 0 bytes when the same command is repeated, and shows what became of the import', async () => {
    const { fake, run } = await prepare(LARGE);
    await run();

    const { code, stdout } = await run();

    expect(code).toBe(0);
    expect(fake.putBytes()).toBe(LARGE.length);
    expect(fake.imports()).toHaveLength(1);
    expect(stdout).toContain('Import import-1 of this file is completed: nothing is sent again (0 bytes)');
  });

  it('takes a changed file, another mapping, another option or another key as another import', async () => {
    const { fake, run, file } = await prepare();
    await run();
    await run(['--yes', '--currency', 'CHF']);
    await run(['--dry-run']);
    await run(['--yes', '--key', 'again']);
    writeFileSync(file, csv(4));

    const { stdout } = await run();

    expect(fake.imports()).toHaveLength(5);
    expect(stdout).toContain('New import import-5.');
  });

  it('says what it asks for: the mapping, the format, and what is not to be stored', async () => {
    const { fake, run } = await prepare(
      csv(3, 'Code;Title;Price;Currency').replaceAll(',', ';').replaceAll('.', ','),
    );

    await run(['--preview', '--map', 'sku=Code', '--decimal', ',', '--currency', 'CHF', '--op', 'patch']);

    expect(fake.imports()[0]?.request).toMatchObject({
      fileName: 'products.csv',
      format: { kind: 'csv', delimiter: ';' },
      dryRun: true,
      preview: 'changes',
      mapping: {
        columns: { Code: 'sku', Title: 'name', Price: 'price' },
        decimal: ',',
        defaults: { currency: 'CHF' },
        op: 'patch',
      },
    });
  });

  it('takes the mapping of a file, and options before it', async () => {
    const { fake, run, at } = await prepare(csv(3, 'Code,Title,Price,Currency'));
    writeFileSync(
      at('m.json'),
      JSON.stringify({ columns: { Code: 'brand', Title: 'name', Price: 'price' }, decimal: ',', op: 'put' }),
    );

    await run(['--dry-run', '--mapping', at('m.json'), '--map', 'sku=Code', '--decimal', '.']);

    expect(fake.imports()[0]?.request.mapping).toMatchObject({
      columns: { Code: 'sku' },
      decimal: '.',
      op: 'put',
    });
  });

  it('imports a gzipped file as it is', async () => {
    const packed = gzipSync(LARGE);
    const { fake, run } = await prepare(packed, {}, 'products.csv.gz');

    const { code } = await run();

    expect(code).toBe(0);
    expect(fake.uploaded().equals(packed)).toBe(true);
  });

  it('takes a file of very many short rows, which packed are few bytes', async () => {
    const rows = Array.from({ length: 300_000 }, (_, n) => `SKU-${String(n).padStart(6, '0')},12.50\n`);
    const { fake, run } = await prepare(gzipSync(`sku,price\n${rows.join('')}`), {}, 'prices.csv.gz');

    const { code, stderr } = await run(['--op', 'patch', '--yes', '--dry-run']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fake.imports()).toHaveLength(1);
  });

  it('does not follow with --detach, and says how to', async () => {
    const { run, paths } = await prepare();

    const { code, stdout } = await run(['--yes', '--detach']);

    expect(code).toBe(0);
    expect(stdout).toContain('imports watch import-1');
    expect(paths().filter((line) => line.startsWith('GET /imports'))).toEqual([]);
  });
});

describe('rows that are not saved', () => {
  const failedCsv = 'SKU,Title,Price,Currency\nA-1,,1,EUR\n';

  it('are written to a file beside the source, with exit code 1', async () => {
    const { run, at } = await prepare(CSV, { states: [mixed], failedCsv });

    const { code, stdout } = await run();

    expect(code).toBe(1);
    expect(readFileSync(at('products.failed.csv'), 'utf8')).toBe(failedCsv);
    expect(stdout).toContain('products.failed.csv');
    expect(stdout).toContain('  rejected 2\n');
  });

  it('never replace a file that somebody has corrected', async () => {
    const { run, at } = await prepare(CSV, { states: [mixed], failedCsv });
    writeFileSync(at('products.failed.csv'), 'corrected');
    await run();
    await run();

    expect(readFileSync(at('products.failed.csv'), 'utf8')).toBe('corrected');
    expect(readFileSync(at('products.failed-2.csv'), 'utf8')).toBe(failedCsv);
    expect(() => readFileSync(at('products.failed-3.csv'))).toThrow('ENOENT');
  });

  it.each([
    ['3', 0],
    ['2', 1],
    ['3%', 0],
    ['2.9%', 1],
    ['100%', 0],
  ])('are allowed up to --max-failed %s of 3 in 100: exit code %i', async (max, expected) => {
    const { run } = await prepare(CSV, { states: [mixed], failedCsv });

    expect((await run(['--yes', '--max-failed', max])).code).toBe(expected);
  });
});

describe('an import that cannot be done', () => {
  it.each([
    [
      'was not read to its end',
      { status: 'failed', failure: { code: 'TOO_MANY_ROWS', detail: 'Too many.', line: 7 } },
    ],
    ['is cancelled', { status: 'cancelled', counts: { saved: 1 } }],
    ['is overdue', { status: 'overdue', counts: { saved: 1, pending: 2 } }],
  ] as const)('exits with 3 when it %s', async (_, state) => {
    const { run } = await prepare(CSV, { states: [state as NonNullable<FakeOptions['states']>[number]] });

    const { code, stdout } = await run(['--yes', '--max-failed', '100%']);

    expect(code).toBe(3);
    expect(stdout).toContain(`products.csv: ${state.status}`);
  });

  it('says where and why the file could not be read on', async () => {
    const failure = { code: 'TOO_MANY_ROWS', detail: 'Too many rows.', line: 1_000_002 };
    const { run } = await prepare(CSV, { states: [{ status: 'failed', failure }] });

    expect((await run()).stdout).toContain('TOO_MANY_ROWS: Too many rows. (line 1000002)');
  });
});

describe('--json', () => {
  it('prints an object a line, and nothing else', async () => {
    const { run } = await prepare(CSV, {
      states: [{ status: 'processing', counts: { pending: 3 } } as never, mixed],
      failedCsv: 'x',
    });

    const { code, stdout, stderr } = await run(['--yes', '--json']);

    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['plan', 'import', 'uploaded', 'progress', 'outcome']),
    );
    expect(events.at(-1)).toMatchObject({
      event: 'outcome',
      exitCode: 1,
      import: { counts: { rejected: 2 } },
      failedFile: expect.stringContaining('products.failed.csv'),
    });
  });

  it('prints an error as an object too', async () => {
    const { run } = await prepare('');

    const { code, stdout, stderr } = await run(['--yes', '--json']);

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'USAGE', exitCode: 2 });
    expect(stderr).toContain('is empty');
  });
});

describe('the output in a pipe', () => {
  it('has no control characters, also where the file or the API has some', async () => {
    const detail = 'bad \u001B[2J name';
    const { run } = await prepare('Title,SKU,\u001B[2JPrice\nA,B,1\n', {
      states: [{ status: 'failed', failure: { code: 'X', detail } }],
    });

    const { stdout, stderr } = await run();

    expect(stderr).toBe('');
    expect(stdout).toContain(String.raw`bad \u001b[2J name`);
    expect(`${stdout}${stderr}`).not.toMatch(/[^\P{Cc}\n\t]/u);
  });
});
