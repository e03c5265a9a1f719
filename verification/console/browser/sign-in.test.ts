import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { startIssuer } from './testing/start-issuer.ts';

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}

describe('signing in', () => {
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

  it('asks for it, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'sign-in', 'submissions', (page) =>
      page.getByRole('button', { name: 'Sign in' }).waitFor(),
    );
    expect(wrong).toEqual([]);
  });

  it('comes back to the same address with the scopes that are granted, and stays signed in after a reload', async () => {
    const { page } = await console.openPage();
    await page.goto('submissions?status=failed');
    await signIn(page, 'operator');
    await page.getByText('No submissions match').waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed');
    expect(await page.getByRole('option', { name: 'Everybody' }).count()).toBe(1);
    await page.reload();
    await page.getByText('No submissions match').waitFor();
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('shows no one else’s submissions to those without the scope, and says what dead letters need', async () => {
    const { page } = await console.openPage();
    await page.goto('submissions');
    await signIn(page, 'editor');
    await page.getByText('There are no submissions yet.').waitFor();
    expect(await page.getByRole('option', { name: 'Everybody' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Dead letters' }).click();
    await page.getByRole('note').getByText('catalog:operate').waitFor();
    expect(await page.getByRole('button', { name: 'Refresh' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});

it('says that the session has ended, and comes back to the same screen once one signs in again', async () => {
  const issuer = await startIssuer({ accessTokenSeconds: 4 });
  onTestFinished(() => issuer.close());
  await using console = await openConsole(issuer.issuer);
  const { page } = await console.openPage();
  await page.goto('submissions?status=failed');
  await signIn(page, 'editor');
  await page.getByText('No submissions match').waitFor();

  await page.getByRole('alert').getByText('Your session has ended').waitFor();
  await page.getByText('No submissions match').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByText('No submissions match').waitFor();

  expect(new URL(page.url()).search).toBe('?status=failed');
});

/** Starts the catalog with an issuer until the end of the test. */
async function openWith(options: Parameters<typeof startIssuer>[0]) {
  const issuer = await startIssuer(options);
  const console = await openConsole(issuer.issuer);
  onTestFinished(async () => {
    await console[Symbol.asyncDispose]();
    issuer.close();
  });
  return { issuer, ...(await console.openPage()) };
}

describe('a sign-in that comes back without a session', () => {
  it('says why, and begins again on the page that was asked for', async () => {
    const { page } = await openWith({});
    await page.goto('submissions?status=failed&caller=signed-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('You are not signed in').waitFor();

    await signIn(page, 'operator');

    await page.getByText('No submissions match').waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed&caller=signed-in');
  });

  it('changes nothing for those who are signed in, when its address is opened again', async () => {
    const { page } = await openWith({});
    await page.goto('signed-in?code=stolen&state=forged');
    await page.getByRole('alert').getByText('You are not signed in').waitFor();
    const callback = page.waitForRequest((request) => request.url().includes('/signed-in?'));
    await signIn(page, 'operator');
    const address = (await callback).url();
    await page.getByRole('heading', { name: 'Now' }).waitFor();

    await page.goto(address);

    await page.getByRole('heading', { name: 'Now' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('says that the issuer does not answer', async () => {
    const { page, issuer } = await openWith({});
    await page.goto('submissions');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    issuer.close();

    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('The sign-in service does not answer').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/submissions');
  });
});

describe('a session', () => {
  it('is renewed once for all requests that wait for it', async () => {
    const { page } = await openWith({ accessTokenSeconds: 2, refreshTokenSeconds: 600 });
    const used: string[] = [];
    page.on('request', (request) =>
      used.push(...new URLSearchParams(request.postData() ?? '').getAll('refresh_token')),
    );
    await page.goto('.');
    await signIn(page, 'operator');
    await page.getByText('Saved in the last hour').waitFor();

    await expect.poll(() => used.length, { timeout: 40_000 }).toBeGreaterThan(1);

    expect(used).toEqual([...new Set(used)]);
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
  });

  it('that can’t be renewed any more is begun again where it ended', async () => {
    const { page } = await openWith({ accessTokenSeconds: 2, refreshTokenSeconds: 3 });
    await page.goto('submissions?status=failed');
    await signIn(page, 'operator');
    await page.getByText('Your session has ended').waitFor({ timeout: 30_000 });

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
