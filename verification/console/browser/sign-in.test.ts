import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { openWith } from './testing/open-with-issuer.ts';
import { signIn } from './testing/sign-in.ts';
import { startIssuer } from './testing/start-issuer.ts';

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

  it('says that the issuer does not answer, and begins once it does', async () => {
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

  it('can be tried again where it failed on the way back', async () => {
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
});
