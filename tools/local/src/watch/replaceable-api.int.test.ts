import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverSource, temporaryFolder, writeServer } from '../testing/small-api.ts';
import { startReplaceableApi } from './replaceable-api.ts';

const WAIT = { timeout: 120_000 };

/** Starts a server that answers its version, and each request to `/wait` only when the file `go-on` exists. */
async function setUp(options: { inspectPort?: number; port?: number } = {}) {
  const folder = await temporaryFolder();
  const lines: string[] = [];
  const answering = (version: number) =>
    serverSource(`async (url) => {
      if (url === '/wait') {
        console.log('waiting');
        while (!existsSync(${JSON.stringify(join(folder, 'go-on'))})) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      if (url === '/crash') {
        process.exit(7);
      }
      return '${version}';
    }`);
  const write = (name: string, source: string) => writeServer(folder, name, source);
  const writeVersion = (version: number) => write(`version-${version}`, answering(version));
  const api = await startReplaceableApi({
    environment: {},
    port: 0,
    ...options,
    build: await writeVersion(0),
    onLog: (line) => lines.push(line),
  });
  onTestFinished(() => api.stop());
  const ask = async (path = '/') => (await fetch(api.url + path, { method: 'POST', body: path })).text();
  return { api, lines, ask, write, writeVersion, goOn: () => writeFile(join(folder, 'go-on'), '') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('an API whose process is replaced', () => {
  it('answers requests in flight by the process that has them, and later ones by the new one', async () => {
    const { api, lines, ask, writeVersion, goOn } = await setUp();
    const waiting = ask('/wait');
    await expect.poll(() => lines, WAIT).toContain('waiting');
    let used = true;

    const { unused } = await api.replace(await writeVersion(1));
    const ended = unused.then(() => (used = false));

    expect(await ask()).toBe('1');
    expect(used).toBe(true);
    await goOn();
    expect(await waiting).toBe('0');
    await ended;
  });

  it('loses no request of clients that keep their connections, and none sees an older process than before', async () => {
    const { api, ask, writeVersion } = await setUp();
    const seen: string[][] = [[], [], [], []];
    const clients = seen.map(async (answers) => {
      while (answers.at(-1) !== '5') {
        answers.push(await ask());
      }
    });

    for (let version = 1; version <= 5; version += 1) {
      await api.replace(await writeVersion(version));
    }
    await Promise.all(clients);

    seen.forEach((answers) => expect(answers).toEqual(answers.toSorted()));
  });

  it('goes on with the process that it has if the new one does not start, and says why', async () => {
    const { api, ask, write } = await setUp();

    await expect(api.replace(await write('broken', "throw new Error('no');"))).rejects.toMatchObject({
      code: 'API_START',
      message: expect.stringContaining('Error: no'),
    });

    expect(await ask()).toBe('0');
  });

  it('answers 502 after its process has ended by itself, says so, and goes on with the next one', async () => {
    const { api, lines, ask, writeVersion } = await setUp();

    expect(await ask('/crash')).toContain("can't be reached");
    await expect
      .poll(() => lines, WAIT)
      .toContain('The API ended unexpectedly with exit code 7. A change of its source starts it again.');
    expect((await fetch(api.url)).status).toBe(502);

    await api.replace(await writeVersion(1));
    expect(await ask()).toBe('1');
  });

  it('answers the requests in flight when it is stopped, and takes no others', async () => {
    const { api, lines, ask, goOn } = await setUp();
    const waiting = ask('/wait');
    await expect.poll(() => lines, WAIT).toContain('waiting');

    const stopped = api.stop();
    await expect(ask()).rejects.toThrow('fetch failed');
    await goOn();

    expect(await waiting).toBe('0');
    await stopped;
  });

  it.each(['stop', 'kill'] as const)(
    'ends a process that does not listen yet when it has to %s',
    async (end) => {
      const { api, lines, write } = await setUp();
      const replaced = api
        .replace(await write('endless', "console.log('loading'); for (;;) {}"))
        .catch((error: unknown) => error);
      await expect.poll(() => lines, WAIT).toContain('loading');

      await api[end]();

      expect(await replaced).toMatchObject({ name: 'AbortError' });
    },
  );

  it('goes on with the process that it has if the new one is no longer wanted before it listens', async () => {
    const { api, lines, ask, write, writeVersion } = await setUp();
    const unwanted = new AbortController();
    const endless = await write('endless', "console.log('loading'); for (;;) {}");
    const replaced = api.replace(endless, unwanted.signal).catch((error: unknown) => error);
    await expect.poll(() => lines, WAIT).toContain('loading');

    unwanted.abort();

    expect(await replaced).toMatchObject({ name: 'AbortError' });
    expect(await ask()).toBe('0');
    await api.replace(await writeVersion(1));
    expect(await ask()).toBe('1');
  });

  it('names the port that is in use, and the variable that sets it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };

    await expect(setUp({ port })).rejects.toMatchObject({
      code: 'API_START',
      message: `Can't listen on 127.0.0.1:${port}: the port is in use. Set API_PORT to listen elsewhere.`,
    });
    await expect(setUp({ inspectPort: port })).rejects.toMatchObject({
      code: 'API_START',
      message: expect.stringContaining('INSPECT_PORT'),
    });
  });

  it('can be debugged at the same port whichever process it is', async () => {
    const inspectPort = await freePort();
    const { api, writeVersion } = await setUp({ inspectPort });
    const debugged = async () => {
      const [target] = (await (await fetch(`http://127.0.0.1:${inspectPort}/json/list`)).json()) as {
        url: string;
      }[];
      return target?.url;
    };
    expect(await debugged()).toMatch(/version-0\/server\.cjs$/);

    await api.replace(await writeVersion(1));

    await expect.poll(() => debugged().catch(() => ''), WAIT).toMatch(/version-1\/server\.cjs$/);
  });
});
