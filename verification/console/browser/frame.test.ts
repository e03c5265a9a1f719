import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('the frame', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('shows every screen by its link, under the content security policy, without asking another host', async () => {
    const { page, failures, elsewhere } = await console.openPage();
    await page.goto('.');
    for (const name of [
      'Import a file',
      'Submissions and imports',
      'Products',
      'Dead letters',
      'Reference',
      'Now',
    ]) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
    expect(failures).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});
