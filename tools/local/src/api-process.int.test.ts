import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApiProcess } from './api-process.ts';
import { temporaryFolder, writeServer } from './testing/small-api.ts';

const WAIT = { timeout: 120_000 };

/** Source of a server that says so and goes on endlessly, when it is loaded. */
const ENDLESS = "console.log('loading'); for (;;) {}";

/** Source of a server that does the same when it listens. */
const ENDLESS_LATER = `
  const server = process.getBuiltinModule('node:http').createServer().listen(0, '127.0.0.1', () => {
    console.log('listening http://127.0.0.1:' + server.address().port);
    for (;;) {}
  });`;

/** Starts a server that is written for the test, with what it logs. */
async function setUp(source: string, options: Partial<Parameters<typeof startApiProcess>[0]> = {}) {
  const lines: string[] = [];
  const server = await write(source);
  const starting = startApiProcess({
    environment: {},
    port: 0,
    onLog: (line) => lines.push(line),
    server,
    ...options,
  });
  return { lines, starting };
}

async function write(source: string): Promise<string> {
  const { codeDirectory } = await writeServer(await temporaryFolder(), 'api', source);
  return join(codeDirectory, 'server.cjs');
}

describe('startApiProcess', () => {
  it('ends a server that does not come to listen in time, and says so', async () => {
    const { starting } = await setUp(ENDLESS, { listenMs: 300 });

    await expect(starting).rejects.toMatchObject({
      code: 'API_START',
      message: 'The API did not listen within 0.3 s.',
    });
  });

  it('ends a server that does not listen yet as soon as it is no longer wanted', async () => {
    const unwanted = new AbortController();
    const { starting, lines } = await setUp(ENDLESS, { signal: unwanted.signal });
    const started = starting.catch((error: unknown) => error);
    await expect.poll(() => lines, WAIT).toEqual(['loading']);

    unwanted.abort();

    expect(await started).toMatchObject({ name: 'AbortError' });
  });

  it('kills a server that does not end when it is stopped', async () => {
    const { starting } = await setUp(ENDLESS_LATER, { stopMs: 300 });
    const api = await starting;

    await api.stop();

    expect(await api.ended).toBeNull();
  });

  it('ends a server with the process that started it, also in an endless loop', async () => {
    const server = await write(ENDLESS_LATER);
    const parent = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `const { startApiProcess } = await import(${JSON.stringify(new URL('api-process.ts', import.meta.url).href)});
      const { url, child } = await startApiProcess({ environment: {}, port: 0, server: ${JSON.stringify(server)}, onLog() {} });
      console.log(JSON.stringify({ port: Number(new URL(url).port), pid: child.pid }));`,
    ]);
    const [line] = await once(parent.stdout, 'data');
    const { port, pid } = JSON.parse(String(line)) as { port: number; pid: number };
    // The system accepts it, and closes it with the process.
    const connection = connect(port, '127.0.0.1');
    await once(connection, 'connect');
    let open = true;
    connection.on('error', () => {}).on('close', () => (open = false));
    onTestFinished(() => {
      if (open) {
        process.kill(pid, 'SIGKILL');
      }
    });

    parent.kill('SIGKILL');

    await expect.poll(() => open, WAIT).toBe(false);
  });
});
