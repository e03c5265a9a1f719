import type { Page } from 'playwright-core';

/** Signs in at the issuer of `start-issuer.ts`, as one of its people. */
export async function signIn(page: Page, name = 'operator'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}
