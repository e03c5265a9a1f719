import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { createFileDocumentation } from '../src/adapters/file-documentation.ts';
import { createApi } from '../src/create-api.ts';
import { testDeps } from '../src/testing/test-app.ts';

/** Path on Debian and Ubuntu; `CHROMIUM_PATH` overrides it. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

it('shows the operations at /docs, asks no other host for anything, and breaks no rule of its own policy', async () => {
  const documentation = createFileDocumentation(new URL('../dist/server/docs/', import.meta.url));
  const app = createApi(testDeps({ documentation }));
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

  await page.goto(`${origin}/docs`);
  await page.getByRole('heading', { name: 'AsyncCatalog' }).waitFor();
  for (const text of ['Submissions', 'Operations', 'Submit one product', '/products/batch']) {
    await page.getByText(text, { exact: true }).first().waitFor();
  }
  expect(elsewhere).toEqual([]);
  expect(failures).toEqual([]);
}, 30_000);
