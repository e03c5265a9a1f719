import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createFileDocumentation } from '../src/adapters/file-documentation.ts';
import type { Authenticate } from '../src/auth/authenticate.ts';
import { createApi } from '../src/create-api.ts';
import { testDeps } from '../src/testing/test-app.ts';

// A browser takes seconds to start, and many more on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Path on Debian and Ubuntu; `CHROMIUM_PATH` overrides it. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Opens /docs of a service, and collects what goes wrong. */
async function openDocs({ authenticate, place = '' }: { authenticate?: Authenticate; place?: string } = {}) {
  const documentation = createFileDocumentation(new URL('../dist/server/docs/', import.meta.url));
  const app = createApi(testDeps({ documentation, authenticate }));
  const server = createServer((request, response) => {
    void getRequestListener(app.fetch)(request, response);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const elsewhere: string[] = [];
  const failures: string[] = [];
  page.on('request', (request) => {
    if (!new RegExp(`^(${origin}/|data:|blob:)`).test(request.url())) {
      elsewhere.push(request.url());
    }
  });
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  page.on('pageerror', (error) => failures.push(error.message));

  await page.goto(`${origin}/docs${place}`);
  await page.getByText('Submit one product', { exact: true }).first().waitFor();
  return { page, elsewhere, failures };
}

it('shows the operations at /docs, asks no other host for anything, and breaks no rule of its own policy', async () => {
  const { page, elsewhere, failures } = await openDocs();

  await page.getByRole('heading', { name: 'AsyncCatalog' }).waitFor();
  for (const text of ['Submissions', 'Operations', 'Submit one product', '/products/batch']) {
    await page.getByText(text, { exact: true }).first().waitFor();
  }
  expect(elsewhere).toEqual([]);
  expect(failures).toEqual([]);
});

it('shows the guides beside the operations, with the table of codes, and leads to no client elsewhere', async () => {
  const { page } = await openDocs();

  for (const name of ['Idempotency', 'Waiting', 'Batches and NDJSON', 'Errors', 'Paging', 'Limits']) {
    await page.getByRole('heading', { name, exact: true }).waitFor();
  }
  await page.getByRole('row', { name: 'IDEMPOTENCY_KEY_REUSED 422' }).waitFor();
  expect(await page.getByText('Open API Client').count()).toBe(0);
});

it.each([
  ['none of a service that is open', {}, false],
  [
    'those of one that asks for them',
    { authenticate: () => Promise.reject(new Error('not expected')) },
    true,
  ],
] as const)('shows access tokens: %s', async (_, access, shown) => {
  const { page } = await openDocs({ ...access, place: '#tag/products/POST/products' });

  await page.getByRole('heading', { name: 'Submit one product' }).waitFor();
  await page.getByText('Test Request').first().waitFor();
  expect((await page.getByText(/Auth (?:Optional|Required)/).count()) > 0).toBe(shown);
  expect((await page.getByText('YOUR_SECRET_TOKEN').count()) > 0).toBe(shown);
});
