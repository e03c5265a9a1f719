import { expect, it, onTestFinished } from 'vitest';
import { startProcess } from '../testing/start-process.ts';

const WAIT = { timeout: 120_000 };

/** Starts the catalog as `dev` does, until the end of the test. */
function startDev() {
  const dev = startProcess(['--empty', '--watch'], {}, { detached: true });
  onTestFinished(() => void dev.child.kill('SIGKILL'));
  return {
    ...dev,
    /** As a terminal does on Ctrl-C. */
    interruptGroup: () => process.kill(-(dev.child.pid ?? NaN), 'SIGINT'),
  };
}

it('says where the console is before it builds, and ends on Ctrl-C', async () => {
  const { output, ended, interruptGroup } = startDev();
  await expect.poll(output, WAIT).toContain('Press Ctrl-C to stop');

  interruptGroup();

  const end = await ended;
  expect(end.output).toMatch(
    /^Console: http:\S+\nready api=.*\nUpdated CatalogApi, .* in \S+ s: first build\n[^]*\nStopping…\n$/,
  );
  expect(end).toMatchObject({ code: 0, complaints: '' });
});

it('ends on Ctrl-C during its first build, and does not take the end of the API for a failure', async () => {
  const { ready, ended, interruptGroup } = startDev();
  await ready;

  interruptGroup();

  expect(await ended).toMatchObject({
    code: 0,
    complaints: '',
    output: expect.stringContaining('Stopping…'),
  });
});
