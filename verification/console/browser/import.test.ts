import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('import of a file', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('maps, previews, starts, follows, and imports what failed again', async () => {
    const { page, failures, elsewhere } = await console.openPage();
    await page.goto('import');
    await page
      .locator('input[type=file]')
      .setInputFiles(
        csv(
          'tea.csv',
          'SKU;Name;Price;Colour\nT-1;Teapot;12,50;red\nT-2;Cup;abc;blue\nT-3;;3,00;\nT-4;Tray;4,999;\n',
        ),
      );
    await page.getByRole('heading', { name: 'tea.csv' }).waitFor();
    await page.screenshot({ path: '/tmp/shots/map.png', fullPage: true });
    expect(await findViolations(page)).toEqual([]);
    await page.getByLabel('Decimals are written').selectOption(',');
    await page.getByRole('button', { name: 'Preview the changes' }).click();
    await page.getByRole('heading', { name: 'What tea.csv would change' }).waitFor();
    await page.getByText('Such as line').first().waitFor();
    await page.screenshot({ path: '/tmp/shots/preview.png', fullPage: true });
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('heading', { level: 1, name: 'tea.csv' }).waitFor();
    await page.getByText('Download what failed').waitFor();
    await page.getByText('Such as line').first().waitFor();
    await page.screenshot({ path: '/tmp/shots/done.png', fullPage: true });
    expect(await findViolations(page)).toEqual([]);
    expect(failures).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});
