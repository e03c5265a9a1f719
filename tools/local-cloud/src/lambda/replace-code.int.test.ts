import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { INIT_TIMEOUT_MS } from './invoke-limits.ts';
import { startHost, writeFunction } from './testing/set-up-host.ts';

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'replace-code-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

async function writeBuild(files: string | Readonly<Record<string, string>>) {
  const { codeDirectory } = await writeFunction(files);
  return { codeDirectory, compileCache: await temporaryDirectory() };
}

const answering = (version: number) => `export const handler = async () => ${version};`;

/** Waits until a file exists, and then loads a part of its code late. */
const WAITING = {
  'late.mjs': 'export default "old";',
  'index.mjs': `
    import { existsSync } from 'node:fs';
    export const handler = async (file) => {
      console.log('begun');
      while (!existsSync(file)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return (await import('./late.mjs')).default;
    };`,
};

describe('replacing the code of a function', () => {
  it('lets a running event end with the code that it began with, and gives later ones the new code', async () => {
    const { host, invoke, log } = await startHost([await writeFunction(WAITING)]);
    const file = join(await temporaryDirectory(), 'go-on');
    const running = invoke(file);
    await expect.poll(() => log).toEqual(['begun']);
    let used = true;

    const { unused } = await host.replaceCode('TestFunction', await writeBuild(answering(2)));
    const ended = unused.then(() => (used = false));

    expect((await invoke()).payload).toBe(2);
    expect(used).toBe(true);
    await writeFile(file, '');
    expect((await running).payload).toBe('old');
    await ended;
  });

  it('loses no event of a steady stream, and none sees code older than the one before it', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(0))]);
    const seen: unknown[] = [];
    const stream = (async () => {
      while (seen.at(-1) !== 10) {
        seen.push((await invoke()).payload);
      }
    })();

    for (let version = 1; version <= 10; version += 1) {
      await host.replaceCode('TestFunction', await writeBuild(answering(version)));
    }
    await stream;

    expect(seen).toEqual(seen.toSorted((a, b) => Number(a) - Number(b)));
  });

  it('keeps the code if the new one throws when it loads, and says where', async () => {
    const { host, invoke, log } = await startHost([await writeFunction(answering(1))]);
    const broken = await writeBuild('const table = undefined;\nconst name = table.name;\n');

    await expect(host.replaceCode('TestFunction', broken)).rejects.toMatchObject({
      code: 'CODE',
      message: "TypeError: Cannot read properties of undefined (reading 'name')",
      stack: expect.stringContaining(`${broken.codeDirectory}/index.mjs:2:`),
    });

    expect((await invoke()).payload).toBe(1);
    expect(log).toEqual([]);
  });

  it('keeps the code if the new one ends the instance', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(1))]);

    await expect(
      host.replaceCode('TestFunction', await writeBuild('process.exit(3);')),
    ).rejects.toMatchObject({
      code: 'CODE',
      message: 'It ended with exit code 3 before it had loaded.',
      stack: 'It ended with exit code 3 before it had loaded.',
    });

    expect((await invoke()).payload).toBe(1);
  });

  it('gives the new code the time to load that Lambda gives, and no more', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(1))]);
    const endless = await writeBuild('while (true);');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let over = false;
    const refused = host
      .replaceCode('TestFunction', endless)
      .catch((error: unknown) => error)
      .finally(() => (over = true));

    await vi.advanceTimersByTimeAsync(INIT_TIMEOUT_MS - 1);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await refused).toMatchObject({
      code: 'CODE',
      message: 'It did not load within 10 s.',
      stack: 'It did not load within 10 s.',
    });
    expect((await invoke()).payload).toBe(1);
  });

  it('ends new code that is loading as soon as it is no longer wanted', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(1))], {}, { timeouts: false });
    const unwanted = new AbortController();
    const loading = join(await temporaryDirectory(), 'loading');
    const endless = await writeBuild(
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(loading)}, ''); while (true);`,
    );

    const refused = host.replaceCode('TestFunction', endless, unwanted.signal);
    await expect.poll(() => existsSync(loading)).toBe(true);
    unwanted.abort();
    await expect(refused).rejects.toMatchObject({ name: 'AbortError' });
    await expect(host.replaceCode('TestFunction', endless, unwanted.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect((await invoke()).payload).toBe(1);
  });

  it('lets the new code load what it needs from outside its directory', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(1))]);
    const outside = join(await temporaryDirectory(), 'outside.mjs');
    await writeFile(outside, 'export default "outside";');

    await host.replaceCode(
      'TestFunction',
      await writeBuild(
        `import outside from ${JSON.stringify(outside)}; export const handler = () => outside;`,
      ),
    );

    expect((await invoke()).payload).toBe('outside');
  });

  it('names lines of the source in stack traces', async () => {
    const { host, invoke } = await startHost([await writeFunction(answering(1))]);
    const map = { version: 3, sources: ['../src/handler.ts'], names: [], mappings: 'AAyCA' };
    await host.replaceCode(
      'TestFunction',
      await writeBuild({
        'index.mjs':
          'export const handler = () => { throw new Error("no"); };\n//# sourceMappingURL=index.mjs.map\n',
        'index.mjs.map': JSON.stringify(map),
      }),
    );

    expect((await invoke()).payload).toMatchObject({
      trace: expect.arrayContaining([expect.stringMatching(/src\/handler\.ts:42:/)]),
    });
  });
});

it('a host without timeouts waits for an event that a debugger may hold', async () => {
  const spec = await writeFunction(
    'export const handler = () => new Promise((resolve) => setTimeout(resolve, 200, "late"));',
    { timeoutSeconds: 0.05 },
  );

  expect(await (await startHost([spec], {}, { timeouts: false })).invoke()).toMatchObject({
    payload: 'late',
    functionError: undefined,
  });
  expect(await (await startHost([spec])).invoke()).toMatchObject({ functionError: 'Unhandled' });
});
