import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { openWith } from './testing/open-with-issuer.ts';
import { signIn } from './testing/sign-in.ts';
import { startIssuer } from './testing/start-issuer.ts';

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

  it('is renewed once for all requests that wait for it', async () => {
    const { page } = await openWith({ accessTokenSeconds: 2, refreshTokenSeconds: 600 });
    const used: string[] = [];
    page.on('request', (request) =>
      used.push(...new URLSearchParams(request.postData() ?? '').getAll('refresh_token')),
    );
    await page.goto('.');
    await signIn(page, 'operator');
    await page.getByText('Saved in the last hour').waitFor();

    await expect.poll(() => used.length).toBeGreaterThan(1);

    expect(used).toEqual([...new Set(used)]);
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
  });

  it('that can’t be renewed any more is begun again where it ended', async () => {
    const { page } = await openWith({ accessTokenSeconds: 2, refreshTokenSeconds: 3 });
    await page.goto('submissions?status=failed');
    await signIn(page, 'operator');
    await page.getByText('Your session has ended').waitFor();

    await page.getByRole('button', { name: 'Sign in again' }).first().click();

    await page.getByText('No submissions match').waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed');
  });

  it('whose token the API refuses is begun again, too', async () => {
    const { page } = await openWith({});
    await page.goto('submissions?status=failed');
    await signIn(page, 'operator');
    await page.getByText('No submissions match').waitFor();
    await page.evaluate(`for (const [key, user] of Object.entries(sessionStorage)) {
      sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(user), access_token: 'forged' }));
    }`);
    await page.reload();
    await page.getByText('The API no longer accepts your sign-in').waitFor();

    await page.getByRole('button', { name: 'Sign in again' }).first().click();

    await page.getByText('No submissions match').waitFor();
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('forged');
  });

  it('ends with all that was kept of it, also where the issuer has no page to sign out on', async () => {
    const { page } = await openWith({ endsSessions: false });
    await page.goto('import');
    await signIn(page, 'editor');
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    const buffer = Buffer.from('sku,name,price\nA,B,1\n');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'secret-prices.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('heading', { name: 'secret-prices.csv' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toMatch(/secret-prices|access_token/);
  });
});

it('without a way to renew it says that it has ended, and comes back to the same screen once one signs in again', async () => {
  const { page } = await openWith({ accessTokenSeconds: 15 });
  await page.goto('submissions?status=failed');
  await signIn(page, 'editor');
  await page.getByText('No submissions match').waitFor();

  await page.getByRole('alert').getByText('Your session has ended').waitFor();
  await page.getByText('No submissions match').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByText('No submissions match').waitFor();

  expect(new URL(page.url()).search).toBe('?status=failed');
});
