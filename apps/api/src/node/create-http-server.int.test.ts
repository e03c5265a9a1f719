import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApi } from '../create-api.ts';
import type { Intake } from '../deps.ts';
import { createHttpServer } from './create-http-server.ts';
import { testDeps } from '../testing/test-app.ts';

async function setUp(submit: Intake['submit'], timeoutMs: number): Promise<Socket> {
  const server = createHttpServer(createApi(testDeps({ intake: { submit } })), timeoutMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  return socket;
}

const HEAD = 'POST /products HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\nconnection: close\r\n\r\n';

describe('a request', () => {
  it.each([HEAD, `${HEAD}{`, 'POST /products HTTP/1.1\r\nhost: loc'])(
    'that never ends, as %j, is answered 408 and submits nothing',
    async (part) => {
      const submit = vi.fn<Intake['submit']>();
      const socket = await setUp(submit, 300);
      socket.write(part);

      expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
      expect(submit).not.toHaveBeenCalled();
    },
  );

  it('that arrived in time may take longer than that to answer', async () => {
    // Enough to arrive on a machine that is slow.
    const timeoutMs = 5000;
    const socket = await setUp(async () => {
      await pause(timeoutMs * 1.5);
      return { status: 202, headers: {}, body: '{"late":true}' };
    }, timeoutMs);
    socket.write(`${HEAD}{}`);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 202 [^]*\{"late":true\}/);
  });
});
