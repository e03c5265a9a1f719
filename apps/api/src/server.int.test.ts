import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startLambdaApi, type LambdaApi } from './testing/lambda-api.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

const environment = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
  PRODUCT_TABLE_NAME: 'ProductTable',
  SUBMISSION_TABLE_NAME: 'SubmissionTable',
  REPORT_BUCKET_NAME: 'report-bucket',
  PRODUCT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-queue',
  PRODUCT_BULK_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-bulk-queue',
  IMPORT_TABLE_NAME: 'ImportTable',
  LIST_TABLE_NAME: 'ListTable',
  LIMIT_TABLE_NAME: 'LimitTable',
  REQUESTS_PER_SECOND: '1000000',
  PRODUCTS_PER_DAY: '1000000000',
  IMPORT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/import-queue',
  PRODUCT_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-dead-letter-queue',
  IMPORT_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/import-dead-letter-queue',
  WORKER_METRIC_NAMESPACE: 'AsyncCatalog/ProductSaverWorker',
  API_PORT: '0',
};

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
  }
});

/** Runs the entry as a process of its own, with an IPC channel to this one. */
function run(env: NodeJS.ProcessEnv) {
  const child = fork(SERVER, { env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  // `close` comes after all output; but it doesn't come after `disconnect`.
  const exited = once(child, 'exit');
  const ended = once(child, 'close');
  return { child, output, exited, ended };
}

async function start(env: NodeJS.ProcessEnv = {}) {
  const running = run({ ...environment, ...env });
  let url: string | undefined;
  while (url === undefined) {
    await once(running.child.stdout!, 'data');
    url = /^listening (\S+)$/m.exec(running.output.stdout)?.[1];
  }
  return { ...running, url };
}

/** Starts a processor whose answer the test triggers. */
async function slowProcessor(): Promise<LambdaApi & { answer(): void; asked: Promise<unknown> }> {
  const asked = Promise.withResolvers<unknown>();
  const answered = Promise.withResolvers<void>();
  const api = await startLambdaApi((response) => {
    asked.resolve(undefined);
    void answered.promise.then(() =>
      response.end(JSON.stringify({ statusCode: 202, body: '{"late":true}' })),
    );
  });
  return Object.assign(api, { answer: () => answered.resolve(), asked: asked.promise });
}

describe('the server', () => {
  it('says where it listens, that it is open, and answers there', async () => {
    const { url, output } = await start();

    const response = await fetch(`${url}/healthz`);

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(output.stdout).toMatch(/AUTH_ISSUER/);
  });

  it('listens on IPv6 too', async () => {
    const { url } = await start({ API_HOST: '::1' });

    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('names every variable that is wrong in one line, and exits 2', async () => {
    const { output, ended } = run({ ...environment, PRODUCT_TABLE_NAME: '', API_HOST: '0.0.0.0' });

    expect(await ended).toEqual([2, null]);
    expect(output.stderr).toMatch(/^Wrong configuration: PRODUCT_TABLE_NAME .+\n$/);
    expect(output.stdout).toBe('');
  });

  it('says that its port is in use in one line, and exits 1', async () => {
    const { url } = await start();
    const { port } = new URL(url);

    const { output, ended } = run({ ...environment, API_PORT: port });

    expect(await ended).toEqual([1, null]);
    expect(output.stderr).toBe(
      `Can't listen on 127.0.0.1:${port}: the port is in use. Set API_PORT to listen elsewhere.\n`,
    );
  });

  it('names the variable of an address that is not this machine’s', async () => {
    const { output, ended } = run({
      ...environment,
      AUTH_ISSUER: 'https://issuer.example',
      AUTH_AUDIENCE: 'catalog',
      API_HOST: '192.0.2.1',
    });

    expect(await ended).toEqual([1, null]);
    expect(output.stderr).toMatch(
      /^Can't listen on 192\.0\.2\.1:\d+: .*\. Set API_HOST to listen elsewhere\.\n$/,
    );
  });
});

describe('at its end', () => {
  it('has logged a line for each request, up to the last', async () => {
    const { url, child, output, ended } = await start();
    for (const id of ['r-1', 'r-2', 'r-3']) {
      await fetch(`${url}/healthz`, { headers: { 'x-request-id': id } });
    }
    child.kill('SIGTERM');
    await ended;

    const lines = output.stdout.split('\n').filter((line) => line.includes('"requestId"'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      ['r-1', 'r-2', 'r-3'].map((requestId) =>
        expect.objectContaining({
          level: 'INFO',
          message: 'request',
          service: 'CatalogApi',
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
          requestId,
          route: '/healthz',
          status: 200,
        }),
      ),
    );
  });

  it.each(['SIGTERM', 'SIGINT', 'disconnect'] as const)(
    'after %s it finishes open requests, on a connection that is kept alive too, and exits 0',
    async (signal) => {
      await using processor = await slowProcessor();
      const { url, child, exited } = await start({ AWS_ENDPOINT_URL_LAMBDA: processor.endpoint });
      const agent = new Agent({ keepAlive: true });
      const request = httpRequest(`${url}/products`, { method: 'POST', agent });
      const answer = once(request, 'response');
      request.end('{}');
      await processor.asked;

      if (signal === 'disconnect') {
        child.disconnect();
      } else {
        child.kill(signal);
      }
      await refusesConnections(url);
      processor.answer();
      const [response] = await answer;

      expect(await text(response)).toBe('{"late":true}');
      // It would exit 1 after 30 s, before the connection has been idle for long enough to be closed.
      expect(await exited).toEqual([0, null]);
      agent.destroy();
    },
  );

  it('after a signal it closes connections on which nothing was asked, as browsers open them in advance', async () => {
    const { url, child, exited } = await start();
    const { hostname, port } = new URL(url);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    // The server has accepted it once it answers a request that came later.
    await fetch(`${url}/healthz`);

    child.kill('SIGTERM');

    // It would exit 1 after 30 s.
    expect(await exited).toEqual([0, null]);
    silent.destroy();
  });

  it('a second signal kills', async () => {
    await using processor = await slowProcessor();
    const { url, child, exited } = await start({ AWS_ENDPOINT_URL_LAMBDA: processor.endpoint });
    const request = fetch(`${url}/products`, { method: 'POST', body: '{}' });
    request.catch(() => undefined);
    await processor.asked;

    child.kill('SIGTERM');
    await refusesConnections(url);
    child.kill('SIGTERM');

    expect(await exited).toEqual([null, 'SIGTERM']);
    await expect(request).rejects.toThrow('fetch failed');
  });
});

describe('over HTTP', () => {
  it('answers 413 without waiting for the rest of a body that is too large', async () => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /products HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999\r\n\r\n{"name"');

    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 [^]*"code":"PAYLOAD_TOO_LARGE"/);
    socket.destroy();
  });

  it('refuses a Host that isn’t loopback while it is open', async () => {
    const { url } = await start();
    const asking = httpRequest(`${url}/products`, { headers: { host: 'evil.example' } }).end();

    const [response] = (await once(asking, 'response')) as [IncomingMessage];

    expect(response.statusCode).toBe(403);
    expect(JSON.parse(await text(response))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('answers a problem to a request of which no URL can be made', async () => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /a\\b HTTP/1.1\r\nhost: x y\r\nconnection: close\r\n\r\n');

    const answer = await text(socket);

    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"INVALID_REQUEST"/);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
  });
});

async function refusesConnections(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  for (;;) {
    const socket = connect(Number(port), hostname);
    const refused = await Promise.race([
      once(socket, 'connect').then(() => false),
      once(socket, 'close').then(() => true),
    ]).catch(() => true);
    socket.destroy();
    if (refused) {
      return;
    }
    await pause(10);
  }
}
