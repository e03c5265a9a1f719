import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { startIssuer } from './testing/start-issuer.ts';

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill('operator');
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}

describe('a session', () => {
  let issuer: Awaited<ReturnType<typeof startIssuer>>;
  let console: OpenConsole;
  beforeAll(async () => {
    issuer = await startIssuer();
    console = await openConsole(issuer.issuer);
  });
  afterAll(async () => {
    await console[Symbol.asyncDispose]();
    issuer.close();
  });

  it('whose token the gateway refuses is said to be over, and a new one begins on the same page', async () => {
    const { page } = await console.openPage();
    await page.goto('submissions?status=failed');
    await signIn(page);
    await page.getByText('No submissions match').waitFor();
    // As API Gateway answers, before it runs the API.
    await page.route(/\/submissions\?status/, (route) =>
      route.fulfill({ status: 401, json: { message: 'Unauthorized' } }),
    );
    await page.getByText('no longer accepts your sign-in').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByText('No submissions match').waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed');
  });

  it('that ends is renewed once for all requests of a screen, and the issuer is not asked again after it refused', async () => {
    const { page } = await console.openPage();
    await page.goto('products');
    await signIn(page);
    await page.getByText('The catalog has no products yet').waitFor();
    // As with an issuer that gives refresh tokens, some time later.
    await page.evaluate(
      "for (const key of Object.keys(sessionStorage)) { if (key.startsWith('oidc.user:')) { const user = JSON.parse(sessionStorage[key]); sessionStorage[key] = JSON.stringify({ ...user, refresh_token: 'old', expires_at: Math.floor(Date.now() / 1000) + 8 }); } }",
    );
    let renewals = 0;
    await page.route(`${issuer.issuer}/token`, async (route) => {
      renewals += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.fulfill({ status: 400, json: { error: 'invalid_grant' } });
    });
    await page.goto('.');
    await page.getByText('Your session has ended').first().waitFor();
    await page.getByRole('link', { name: 'Submissions and imports', exact: true }).click();
    await page.getByRole('heading', { name: 'Submissions and imports' }).waitFor();
    await page.getByText('Your session has ended').waitFor();
    expect(renewals).toBe(1);
  });

  it('that can not begin because the issuer is away says so, and begins once it is back', async () => {
    const { page } = await console.openPage();
    await page.route(`${issuer.issuer}/**`, (route) => route.abort());
    await page.goto('products');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The sign-in service does not answer').waitFor();
    await page.unrouteAll();
    await signIn(page);
    await page.getByText('The catalog has no products yet').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/products');
  });

  it('whose sign-in failed on the way back can be tried again', async () => {
    const { page } = await console.openPage();
    await page.goto('products');
    await page.route(`${issuer.issuer}/token`, (route) => route.abort());
    await signIn(page);
    await page.getByRole('alert').getByText('You are not signed in').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Now' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
