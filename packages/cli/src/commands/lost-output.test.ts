import { expect, it } from 'vitest';
import { csv } from '../testing/csv.ts';
import { type FakeOptions, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory, runCli } from '../testing/run-cli.ts';

/** Starts an API whose submission and report are there, and imports a file. */
async function prepare(states?: FakeOptions['states']) {
  const fake = await startFakeCatalog({
    ...(states !== undefined && { states }),
    onRequest: ({ url = '', headers: { host } }, response) => {
      const isMine = /^\/(?:submissions\/|imports\/.*\/report)/.test(url);
      if (isMine) {
        response.setHeader('content-type', 'application/json');
        response.end(`{"submissionId":"s-1","url":"http://${host}/storage/reports/csv"}`);
      }
      return isMine;
    },
  });
  const { directory } = makeDirectory({ 'products.csv': csv(3) });
  return {
    fake,
    run: (args: readonly string[], more: Parameters<typeof runCli>[1]) =>
      runCli([...args, '--url', fake.url], { cwd: directory, ...more }),
  };
}

it.each([
  'submissions get s-1',
  'submissions get s-1 --json',
  'imports report import-1 --output -',
  '--help',
])('ends quietly where nobody reads its output: %s', async (command) => {
  const { run } = await prepare();

  const { code, stderr } = await run(command.split(' '), { stdout: 'closed' });

  expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
});

it('stops following an import when nobody reads on, says that it goes on, and cancels nothing', async () => {
  const { fake, run } = await prepare(
    // Each is another one, and so is printed.
    Array.from({ length: 200 }, (_, read) => ({
      status: 'processing',
      rows: { read, skipped: 0, complete: false },
    })),
  );

  const { code, stderr } = await run(['import', 'products.csv', '--yes', '--json'], {
    onOutput: (output, _, leave) => output.includes('"event":"progress"') && leave(),
  });

  expect({ code, stderr }).toEqual({
    code: 141,
    stderr: `The import goes on. Follow it with: async-catalog --url ${fake.url} imports watch import-1\n`,
  });
  expect(fake.imports()[0]).toMatchObject({ started: true, cancelled: false });
});

it('says that its output cannot be written, and ends with 3', async () => {
  const { run } = await prepare();

  const { code, stderr } = await run(['submissions', 'get', 's-1'], { stdout: '/dev/full' });

  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: expect.stringMatching(/^The output can't be written: ENOSPC.*\n$/) as string,
  });
});
