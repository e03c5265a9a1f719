import { fileURLToPath } from 'node:url';
import { createCatalogClient } from '@async-catalog/client';
import { expect, it, onTestFinished } from 'vitest';
import { attach, attachToThreads, breakAt, type Pause } from '../testing/inspector-session.ts';
import { startProcess } from '../testing/start-process.ts';

const inApps = (path: string) => fileURLToPath(new URL(`../../../../apps/${path}`, import.meta.url));

/** Starts the catalog as `dev --inspect` does, and finds where the functions and the API can be debugged. */
async function setUp() {
  const dev = startProcess(['--empty', '--watch', '--inspect'], { INSPECT_PORT: '0' });
  onTestFinished(async () => {
    dev.child.kill('SIGKILL');
    await dev.ended;
  });
  const { api = '' } = await dev.ready;
  const places = () => /^ +Debuggers +(\S+) \(functions\), (\S+) \(API\)$/m.exec(dev.output()) ?? [];
  await expect.poll(places, WAIT).toHaveLength(3);
  const [, functions = '', apiProcess = ''] = places();
  // The process that runs the first build takes the port from the one that runs the shipped bundle.
  await expect
    .poll(async () => (await findTarget(apiProcess).catch(() => undefined))?.url, WAIT)
    .toMatch(/server\.cjs$/);
  return {
    dev,
    catalog: createCatalogClient({ baseUrl: api }),
    functions: await attachAt(functions),
    api: await attachAt(apiProcess),
  };
}

async function attachAt(place: string) {
  return attach((await findTarget(place))?.webSocketDebuggerUrl ?? '');
}

interface Target {
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** @see https://nodejs.org/learn/getting-started/debugging */
async function findTarget(place: string): Promise<Target | undefined> {
  const targets = (await (await fetch(`http://${place}/json/list`)).json()) as Target[];
  return targets[0];
}

const WAIT = { timeout: 120_000 };

it('stops at breakpoints in the source of the API and of the worker when a product is posted', async () => {
  const { dev, catalog, functions, api } = await setUp();
  const pauses: (Pick<Pause, 'source' | 'line'> & { readonly seen: unknown })[] = [];
  const note = (expression: string) => async (pause: Pause) => {
    pauses.push({ source: pause.source, line: pause.line, seen: await pause.evaluate(expression) });
  };
  const request = inApps('api/src/routes/products/submit-request.ts');
  const event = inApps('product-saver-worker/src/sqs/handle-event.ts');
  await breakAt(
    api,
    { bundle: 'server.cjs', source: request, text: 'refuseUndecodableQuery(sent);' },
    note('sent'),
  );
  const armed: Promise<void>[] = [];
  await attachToThreads(functions, 'ProductSaverWorker', (thread) => {
    const at = { bundle: 'handler.cjs', source: event, text: 'const triedForMs' };
    armed.push(breakAt(thread, at, note('body')));
  });
  await expect.poll(() => armed.length, WAIT).toBeGreaterThan(0);
  await Promise.all(armed);

  const { submissionId } = await catalog.createProduct({ name: 'Moka pot', price: 39.9, currency: 'EUR' });
  const { status } = await catalog.waitForSubmission(submissionId);

  expect(status).toBe('completed');
  expect(dev.complaints()).not.toContain('CatalogApi Debugger');
  expect(pauses).toEqual([
    { source: request, line: 'refuseUndecodableQuery(sent);', seen: '' },
    {
      source: event,
      line: 'const triedForMs = now().getTime() - firstReceivedAt.getTime();',
      seen: expect.stringContaining('Moka pot'),
    },
  ]);
});
