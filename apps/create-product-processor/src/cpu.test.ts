import { constants, gzipSync } from 'node:zlib';
import { MAX_BODY_BYTES, MAX_SENT_BYTES } from '@async-catalog/http-contract';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { beforeAll, expect, it, vi } from 'vitest';
import { serviceOn } from './testing/intake-service.ts';
import { memoryPorts } from './testing/memory-ports.ts';

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  return () => void vi.unstubAllEnvs();
});

const NAMED_TWICE = '{"a":1,"a":2}';
const REPEATS = `[${Array(Math.floor(MAX_BODY_BYTES / (NAMED_TWICE.length + 1)) - 10)
  .fill(NAMED_TWICE)
  .join()}]`;

/** Measures CPU time, which doesn't depend on what else the machine does. */
async function measureCpuMs(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const GZIP = { 'content-encoding': 'gzip' };

it.each([
  ['packed', gzipSync(REPEATS), GZIP],
  ['packed, yet not too well', gzipSync(REPEATS, { strategy: constants.Z_HUFFMAN_ONLY }), GZIP],
  ['plain, as much as may be sent', REPEATS.slice(0, MAX_SENT_BYTES), {}],
])('takes little more CPU than JSON.parse for 5 MiB of names that are given twice, %s', async (...args) => {
  const [, body, headers] = args;
  const service = serviceOn(memoryPorts().ports);
  const send = () => service(httpApiEvent({ path: '/products', body, headers }), lambdaContext());
  await service(httpApiEvent({ path: '/products', body: '{}' }), lambdaContext());
  const parseMs = await measureCpuMs(() => JSON.parse(REPEATS));

  const sendMs = await measureCpuMs(async () => {
    expect((await send()).statusCode).toBeGreaterThanOrEqual(400);
  });

  expect(sendMs).toBeLessThan(parseMs * 10 + 100);
});
