import { openCatalog } from '@async-catalog/local/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { AUDIENCE, CLIENT_ID } from './start-issuer.ts';

/** Starts the catalog with its console, and a browser; with an issuer, the API wants its tokens. */
export async function openConsole(issuer?: string) {
  const env =
    issuer === undefined
      ? {}
      : { AUTH_ISSUER: issuer, AUTH_AUDIENCE: AUDIENCE, CONSOLE_CLIENT_ID: CLIENT_ID };
  const [running, browser] = await Promise.all([openCatalog({ env }), launchBrowser()]);
  const { consoleUrl } = running.catalog;
  return {
    ...running,
    browser,
    openPage: (options?: BrowserContextOptions) => openPage(browser, consoleUrl, options),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await running.stop();
    },
  };
}

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>;

/** A page that notes what goes wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors on the page's console, among them breaches of the content security policy, and uncaught errors. */
  readonly failures: string[];
  /** Requests to another host. */
  readonly elsewhere: string[];
}

async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB', timezoneId: 'UTC', ...options });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const failures: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1[:/]|data:|blob:)/.test(request.url())) {
      elsewhere.push(request.url());
    }
  });
  return { page, failures, elsewhere };
}
