import { fileURLToPath } from 'node:url';
import { createCatalogClient } from '@async-catalog/client';
import { expect, it, onTestFinished } from 'vitest';
import { attach, attachToThreads, breakAt, type Pause } from '../testing/inspector-session.ts';
import { startProcess } from '../testing/start-process.ts';

const inApps = (path: string) => fileURLToPath(new URL(`../../../../apps/${path}`, import.meta.url));

/** Starts the catalog as `dev --inspect` does, and finds where the functions and the API can be debugged. */
async function setUp() {
  const dev = startProcess(['--empty', '--watch', '--inspect'], { INSPECT_PORT: '0' });
  onTestFinished(() => void dev.child.kill('SIGKILL'));
  const { api = '' } = await dev.ready;
  const inspector = (of: RegExp) => of.exec(dev.complaints())?.[1] ?? '';
  const functions = /^Debugger listening on (ws:\S+)$/m;
  // Of the processes of the API, the last.
  const apiProcess = /[^]*^CatalogApi Debugger listening on (ws:\S+)$/m;
  await expect.poll(() => dev.complaints().match(/^CatalogApi Debugger listening/gm), WAIT).toHaveLength(2);
  return {
    catalog: createCatalogClient({ baseUrl: api }),
    functions: await attach(inspector(functions)),
    api: await attach(inspector(apiProcess)),
  };
}

const WAIT = { timeout: 120_000 };

it('stops at breakpoints in the source of the API and of the worker when a product is posted', async () => {
  const { catalog, functions, api } = await setUp();
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
  expect(pauses).toEqual([
    { source: request, line: 'refuseUndecodableQuery(sent);', seen: '' },
    {
      source: event,
      line: 'const triedForMs = now().getTime() - firstReceivedAt.getTime();',
      seen: expect.stringContaining('Moka pot'),
    },
  ]);
});
