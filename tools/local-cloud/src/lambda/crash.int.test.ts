import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { createLambdaHost } from './lambda-host.ts';
import { answered, writeFunction } from './testing/set-up-host.ts';

/** Logs a line, sends a request, and returns. */
const CALLER = `import { get } from 'node:http';
export const handler = async ({ url }) => {
  console.log('before');
  await new Promise((resolve, reject) => get(url, (answer) => answer.resume().on('end', resolve)).on('error', reject));
  console.log('after');
  return 'done';
};`;

it('ends the instance at the first request of its function, as asked, and keeps the lines before it', async () => {
  let received = 0;
  const server = createServer((_, response) => {
    received += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const event = JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const lines: string[] = [];
  const crashing = new Set(['Worker']);
  const host = await createLambdaHost({
    functions: [
      await writeFunction(CALLER, { name: 'Worker' }),
      await writeFunction(CALLER, { name: 'Other' }),
    ],
    port: 0,
    environment: {},
    crash: (name) => crashing.has(name),
    onLog: (name, line) => lines.push(`${name} ${line}`),
  });
  onTestFinished(() => host.close());

  const ended = answered(await host.invoke('Worker', event));
  const other = answered(await host.invoke('Other', event));
  crashing.clear();
  const again = answered(await host.invoke('Worker', event));

  expect(ended.functionError).toBe('Unhandled');
  expect(JSON.parse(ended.payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(lines.slice(0, 2)).toEqual([
    'Worker before',
    `Worker RequestId: ${ended.requestId} Error: Runtime exited with error: exit status 1`,
  ]);
  expect([other.payload, again.payload]).toEqual(['"done"', '"done"']);
  // The request of the crash may leave or not.
  expect(received).toBeGreaterThanOrEqual(2);
});
