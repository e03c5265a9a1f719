import { expect, it } from 'vitest';
import { csv } from '../testing/csv.ts';
import { type FakeOptions, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory, type OnOutput, runCli } from '../testing/run-cli.ts';

const PART_BYTES = 64 * 1024;
/** 7 parts. */
const LARGE = csv(13_000);

async function prepare(options: FakeOptions) {
  const fake = await startFakeCatalog({ partBytes: PART_BYTES, ...options });
  const { at, directory } = makeDirectory({ 'products.csv': LARGE });
  const run = (
    more: Parameters<typeof runCli>[1] = {},
    args = ['import', at('products.csv'), '--yes', '--json'],
  ) => runCli([...args, '--url', fake.url], { cwd: directory, ...more });
  return { fake, run };
}

/** Sends a signal once, when the output has a text. */
function once(signal: NodeJS.Signals, text: string): OnOutput {
  let sent = false;
  return (output, kill) => {
    if (!sent && output.includes(text)) {
      sent = true;
      kill(signal);
    }
  };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'stops uploading at %s, and sends only what is missing the next time',
  async (signal) => {
    let broken = true;
    // Parts 1 to 4 are sent at once; 3 arrives and is never answered.
    const { fake, run } = await prepare({ onPart: (number) => (broken && number >= 3 ? 'hang' : 200) });

    const interrupted = await run({ onOutput: once(signal, '"event":"uploading"') });

    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toMatch(
      /waits for the rest of the file until .*The same command goes on with it\.\n$/,
    );
    expect(fake.imports()[0]).toMatchObject({ started: false, cancelled: false });

    broken = false;
    const before = fake.putBytes();
    const recorded = fake.imports()[0]!.received.size;
    const { code, stdout } = await run();

    expect(code).toBe(0);
    expect(String(fake.uploaded())).toBe(LARGE);
    expect(fake.putBytes() - before).toBe(LARGE.length - recorded * PART_BYTES);
    expect(stdout).toContain(recorded > 0 ? '"state":"resumed"' : '"state":"new"');
  },
);

it('says at Ctrl-C before the start is answered that the file is there', async () => {
  let broken = true;
  const { run } = await prepare({ onRequest: ({ url = '' }) => broken && url.endsWith('/start') });

  const interrupted = await run({ onOutput: once('SIGINT', '"event":"uploaded"') });

  expect(interrupted.code).toBe(130);
  expect(interrupted.stderr).toBe('The file is uploaded. The same command goes on with its import.\n');

  broken = false;
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('"sent":0') as string });
});

it('sends only the parts that the API does not have', async () => {
  let healthy = false;
  const { fake, run } = await prepare({ onPart: (number) => (!healthy && number === 5 ? 404 : 200) });
  const failed = await run();
  const recorded = fake.imports()[0]!.received.size;
  const before = fake.putBytes();
  healthy = true;

  const { code, stdout } = await run();

  expect([failed.code, code]).toEqual([3, 0]);
  expect(recorded).toBeGreaterThan(0);
  expect(fake.putBytes() - before).toBe(LARGE.length - recorded * PART_BYTES);
  expect(stdout).toContain('"state":"resumed"');
  expect(String(fake.uploaded())).toBe(LARGE);
});

it('stops following at Ctrl-C, says that the import goes on and how to follow it, and cancels nothing', async () => {
  const { fake, run } = await prepare({ states: [{ status: 'processing' }] });

  const { code, stderr } = await run({ onOutput: once('SIGINT', '"event":"progress"') });

  expect(code).toBe(130);
  expect(stderr).toBe(
    `The import goes on. Follow it with: async-catalog --url ${fake.url} imports watch import-1\n`,
  );
  expect(fake.imports()[0]).toMatchObject({ started: true, cancelled: false });
});

it('goes on following an import that was started', async () => {
  const { fake, run } = await prepare({ states: [{ status: 'processing' }, { status: 'completed' }] });
  await run({ onOutput: once('SIGINT', '"event":"progress"') });
  const before = fake.putBytes();

  const { code, stdout } = await run();

  expect(code).toBe(0);
  expect(fake.putBytes()).toBe(before);
  expect(stdout).toContain('"state":"started"');
});

it('stops watching at Ctrl-C', async () => {
  const { run } = await prepare({ states: [{ status: 'processing' }] });
  await run({ onOutput: once('SIGINT', '"event":"progress"') });

  const { code, stderr } = await run({ onOutput: once('SIGINT', '"event":"progress"') }, [
    'imports',
    'watch',
    'import-1',
    '--json',
  ]);

  expect(code).toBe(130);
  expect(stderr).toContain('The import goes on.');
});
