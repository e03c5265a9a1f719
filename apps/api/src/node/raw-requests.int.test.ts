import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_SENT_BYTES } from '@async-catalog/http-contract';
import { MAX_DIRECT_IMPORT_BYTES } from '@async-catalog/product-schema';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../create-api.ts';
import { testDeps } from '../testing/test-app.ts';
import { createHttpServer } from './create-http-server.ts';

const MIB = Buffer.alloc(1024 * 1024, 'x');

async function open(): Promise<Socket> {
  const server = createHttpServer(createApi(testDeps({})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return socket;
}

const post = (...headers: string[]) => postTo('/products', ...headers);

const postTo = (path: string, ...headers: string[]) =>
  [`POST ${path} HTTP/1.1`, 'host: localhost', ...headers, '', ''].join('\r\n');

const send = async (socket: Socket, data: Buffer | string): Promise<void> => {
  if (!socket.write(data)) {
    await once(socket, 'drain');
  }
};

/** Writes 12 MiB in pieces, with pauses that are longer together than half a second. */
async function upload(socket: Socket, framed: boolean): Promise<void> {
  for (let piece = 0; piece < 12; piece += 1) {
    await send(socket, framed ? Buffer.concat([Buffer.from('100000\r\n'), MIB, Buffer.from('\r\n')]) : MIB);
    await pause(70);
  }
  await send(socket, framed ? '0\r\n\r\n' : '');
}

describe('an upload over the limit', () => {
  it.each([
    ['chunked', 'transfer-encoding: chunked', true],
    ['of a declared length', `content-length: ${12 * MIB.byteLength}`, false],
  ])('%s is answered 413 to a client that reads after it has sent all', async (_, header, framed) => {
    const socket = await open();
    socket.pause();
    await send(socket, post(header));
    await upload(socket, framed);
    await send(socket, 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');

    const answers = await text(socket);

    expect(answers).toMatch(/^HTTP\/1\.1 413 [^]*"code":"PAYLOAD_TOO_LARGE"[^]*HTTP\/1\.1 200 /);
  });

  it('is answered 413 to a client that reads while it sends', async () => {
    const socket = await open();
    const first = once(socket, 'data');
    await send(socket, post('transfer-encoding: chunked'));
    await upload(socket, true);

    expect(String((await first)[0])).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is answered before it is sent to a client that asks with Expect', async () => {
    const socket = await open();
    socket.write(post(`content-length: ${MAX_SENT_BYTES + 1}`, 'expect: 100-continue'));

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*"code":"PAYLOAD_TOO_LARGE"/);
  });
});

it('a client that asks with Expect may send what is within the limit', async () => {
  const socket = await open();
  socket.write(post('content-length: 2', 'expect: 100-continue'));

  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 100 Continue/);
});

const file = (bytes: number) =>
  postTo('/imports?op=put', 'content-type: text/csv', `content-length: ${bytes}`, 'expect: 100-continue');

describe('a client that asks with Expect to send a file', () => {
  it('may send one of up to 8 MiB', async () => {
    const socket = await open();
    socket.write(file(MAX_DIRECT_IMPORT_BYTES));

    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 100 Continue/);
  });

  it('is answered before it sends a larger one', async () => {
    const socket = await open();
    socket.write(file(MAX_DIRECT_IMPORT_BYTES + 1));

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*8388608 bytes/);
  });
});

it('a connection stays open longer than the 60 s of proxies', async () => {
  const socket = await open();
  socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');

  const timeout = /keep-alive: timeout=(\d+)/i.exec(String((await once(socket, 'data'))[0]))?.[1];

  expect(Number(timeout)).toBeGreaterThan(60);
});

describe('what is not HTTP', () => {
  it.each([
    ['a bad request line', 'HELLO\r\n\r\n', 400, 'INVALID_REQUEST'],
    ['TLS', Buffer.from('160301020001000001', 'hex'), 400, 'INVALID_REQUEST'],
    ['a bad header', 'GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n', 400, 'INVALID_REQUEST'],
    ['a bad chunk', `${post('transfer-encoding: chunked')}zz\r\n`, 400, 'INVALID_REQUEST'],
    ['two lengths', post('content-length: 1', 'content-length: 2'), 400, 'INVALID_REQUEST'],
    ['large headers', post(`x-large: ${'x'.repeat(20_000)}`), 431, 'HEADERS_TOO_LARGE'],
    ['a large target', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('is answered as a problem: %s', async (_, sent, status, code) => {
    const socket = await open();
    socket.write(sent);

    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');

    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('content-type: application/problem+json');
    expect(head).toMatch(/^x-request-id: [\w-]+\r$/m);
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });
});

it('a request without a Host header is answered with a problem', async () => {
  const socket = await open();
  socket.write('GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n');

  expect(await text(socket)).toMatch(
    /^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"INVALID_REQUEST"/,
  );
});
