import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lambdaBundle } from '@async-catalog/lambda-bundle';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { runCatalog } from '../testing/running-catalog.ts';
import { serverSource, temporaryFolder } from '../testing/small-api.ts';
import { watchBundles } from './watch-bundles.ts';

const EDITS = 10;
/** Leaves the processor to the builds now and then. */
const PAUSE_MS = 10;
const WAIT = { timeout: 120_000 };
const INVOKE = '/2015-03-31/functions/CreateProductProcessor/invocations';

/** A function that returns the version that it is made of, and says what it took from a queue. */
const HANDLER = `
import { VERSION } from '../../package/version.ts';
export const handler = async ({ Records = [] }: { Records?: { body: string }[] }) => {
  for (const { body } of Records) {
    console.log('took ' + body);
  }
  return { version: VERSION, batchItemFailures: [] };
};`;

/** An API that answers the version that it is made of, and that of the function, which it invokes. */
const SERVER = `
import { VERSION } from '../../package/version.ts';
${serverSource(`async () => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_LAMBDA + '${INVOKE}', { method: 'POST', body: '{}' });
  const { version } = await answer.json();
  return JSON.stringify({ api: VERSION, processor: version });
}`)}`;

/** Puts a small app in the places of the API, the intake function and the worker. */
async function setUp() {
  const root = await temporaryFolder();
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  const setVersion = (version: number) =>
    write('package/version.ts', `export const VERSION: number = ${version};`);
  await Promise.all(
    ['package', 'function/src', 'api/src'].map((name) => mkdir(join(root, name), { recursive: true })),
  );
  await setVersion(0);
  await write('function/src/handler.ts', HANDLER);
  await write('api/src/server.ts', SERVER);
  const running = await runCatalog({ watch: { inspect: false } });
  const { cloud, replaceApi } = running.catalog;
  const compileCache = join(root, 'dist', 'compile-cache');
  const failures: unknown[] = [];
  const watching = await watchBundles({
    bundles: [
      ...['CreateProductProcessor', 'ProductSaverWorker'].map((name) => ({
        name,
        cwd: join(root, 'function'),
        config: lambdaBundle(),
        deploy: (codeDirectory: string) => cloud.replaceCode(name, { codeDirectory, compileCache }),
      })),
      {
        name: 'API',
        cwd: join(root, 'api'),
        config: lambdaBundle({ entry: { server: 'src/server.ts' } }),
        deploy: async (codeDirectory: string) => {
          if (replaceApi === undefined) {
            throw new Error('The API cannot be replaced.');
          }
          return replaceApi({ codeDirectory, compileCache });
        },
      },
    ],
    folders: [root],
    directory: join(root, 'dist'),
    onUpdated: () => {},
    onFailed: (error) => failures.push(error),
  });
  onTestFinished(() => watching.stop());
  return { ...running, setVersion, failures };
}

it('puts ten edits in a row in effect under traffic, without a request or a message lost', async () => {
  const { fetch, sqs, queueUrl, lines, setVersion, failures } = await setUp();
  const QueueUrl = await queueUrl('product-queue');
  const answers: { api: number; processor: number }[] = [];
  const sent: string[] = [];
  const isCurrent = (version: number) => {
    const last = answers.at(-1);
    return last?.api === version && last.processor === version;
  };
  const requests = (async () => {
    while (!isCurrent(EDITS)) {
      const response = await fetch('/', { method: 'POST', body: 'product' });
      answers.push((await response.json()) as (typeof answers)[number]);
      await pause(PAUSE_MS);
    }
  })();
  const messages = (async () => {
    while (!isCurrent(EDITS)) {
      const MessageBody = String(sent.length);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      sent.push(MessageBody);
      await pause(PAUSE_MS);
    }
  })();

  await expect.poll(() => isCurrent(0), WAIT).toBe(true);
  for (let version = 1; version <= EDITS; version += 1) {
    await setVersion(version);
    await expect.poll(() => isCurrent(version), WAIT).toBe(true);
  }
  await Promise.all([requests, messages]);

  for (const place of ['api', 'processor'] as const) {
    const versions = answers.map((answer) => answer[place]);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(EDITS + 1);
  }
  const taken = () => lines.flatMap((line) => /^ProductSaverWorker took (\d+)$/.exec(line)?.[1] ?? []);
  await expect.poll(() => new Set(taken()).size, WAIT).toBe(sent.length);
  expect(failures).toEqual([]);
});
