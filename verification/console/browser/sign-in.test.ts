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
