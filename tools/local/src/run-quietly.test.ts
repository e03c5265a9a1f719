import { describe, expect, it } from 'vitest';
import { runQuietly } from './run-quietly.ts';

/** Output of a run, in a pipe or on a terminal. */
async function run(script: string, { isTTY = false, explain = () => Promise.resolve<string[]>([]) } = {}) {
  let written = '';
  const terminal = {
    isTTY,
    write: (text: string | Buffer) => (written += String(text)),
    clearLine: () => (written += '<cleared>'),
    cursorTo: () => true,
  } as unknown as NodeJS.WriteStream;
  const code = await runQuietly(process.execPath, ['-e', script], {
    title: 'Building…',
    terminal,
    explain,
  });
  return { code, written };
}

const explainTwo = () => Promise.resolve(['a.ts:1:1: one', 'b.ts:2:2: two']);
const failToExplain = () => Promise.reject(new Error('no space left'));

describe('runQuietly', () => {
  it('prints nothing of a command that succeeds', async () => {
    expect(await run('console.log("much")')).toEqual({ code: 0, written: '' });
  });

  it('shows on a terminal that something is going on, and removes it', async () => {
    expect(await run('', { isTTY: true })).toEqual({ code: 0, written: 'Building…<cleared>' });
  });

  it('prints everything of a command that fails, and passes its code on', async () => {
    const { code, written } = await run('console.log("one"); console.error("two"); process.exitCode = 3');

    expect(code).toBe(3);
    expect(written.split('\n').sort()).toEqual(['', 'one', 'two']);
  });

  it('prints what explains a failure instead, and nothing of it if there is none', async () => {
    expect(await run('console.log("much"); process.exitCode = 3', { explain: explainTwo })).toEqual({
      code: 3,
      written: 'a.ts:1:1: one\nb.ts:2:2: two\n',
    });
    expect(await run('', { explain: explainTwo })).toEqual({ code: 0, written: '' });
  });

  it('prints everything of a command that fails if nothing can explain it', async () => {
    expect(await run('console.log("much"); process.exitCode = 3', { explain: failToExplain })).toEqual({
      code: 3,
      written: 'much\nWhat is wrong could not be found out: no space left\n',
    });
  });

  it('fails if a signal ends the command', async () => {
    expect((await run('process.kill(process.pid, "SIGKILL")')).code).toBe(1);
  });
});
