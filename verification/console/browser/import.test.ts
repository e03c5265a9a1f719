import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takePicture } from './testing/check-screen.ts';
import { writeTestFile } from './testing/files.ts';
import { chooseFile, columnsOf, expectAccessible, previewOf, tabTo } from './testing/import-steps.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

const TEA =
  'SKU;Name;Price;Colour\nT-1;Teapot;12,50;red\nT-2;Cup;abc;blue\nT-3;Tray;3,00;\nT-4;Whisk;4,999;\n';

describe('import of a file', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it.each(['light', 'dark'] as const)(
    'maps, previews, starts and follows it, and imports what failed once it is corrected, in %s',
    async (colorScheme) => {
      const { page, failures, elsewhere } = await console.openPage({ colorScheme, reducedMotion: 'reduce' });
      const shot = async (name: string): Promise<void> => {
        await takePicture(page, `import-${name}-1280-${colorScheme}`);
        await page.setViewportSize({ width: 390, height: 860 });
        await takePicture(page, `import-${name}-390-${colorScheme}`);
        await expectAccessible(page);
        await page.setViewportSize({ width: 1280, height: 860 });
        await expectAccessible(page);
      };
      const tea = TEA.replaceAll('T-', `${colorScheme}-`);
      await console.api.saveProducts([
        { sku: `${colorScheme}-3`, name: 'Tray', price: 2, currency: 'EUR' },
        { sku: `${colorScheme}-9`, name: 'Other', price: 2, currency: 'EUR' },
      ]);
      await page.goto('import');
      await page.getByRole('heading', { name: 'Drop a file here' }).waitFor();
      await shot('file');

      await chooseFile(page, await writeTestFile('tea.csv', tea));
      await columnsOf(page, 'tea.csv');
      await page.getByText('Column “Price” holds “12,50”').waitFor();
      expect(await page.getByRole('button', { name: 'Preview the changes' }).isDisabled()).toBe(true);
      await shot('columns');
      await page.getByLabel('Decimals are written').selectOption(',');
      await page.getByLabel('Currency').fill('eur');
      await page.getByRole('combobox', { name: 'Colour' }).selectOption('name');
      await page.getByText('is the name already').waitFor();
      await page.getByRole('combobox', { name: 'Colour' }).selectOption('attribute');
      await page.getByLabel('Name of the attribute that Colour fills').fill('Shade');
      await page.getByRole('button', { name: 'Preview the changes' }).click();

      await previewOf(page, 'tea.csv');
      await page.getByText('Too many decimals').waitFor();
      await page.getByText('EUR 2.00 → EUR 3.00').waitFor();
      const counts = await page.locator('.change-counts').innerText();
      expect(counts.toLowerCase().split(/\s+/).join(' ')).toBe('created 1 updated 1 unchanged 0 refused 2');
      await shot('preview');
      expect(await console.api.findProduct(`${colorScheme}-1`)).toBeUndefined();

      await page.getByRole('button', { name: 'Start the import' }).click();
      await page.getByRole('heading', { level: 1, name: 'tea.csv' }).waitFor();
      await page.getByText('2 of 4 products are saved, 2 not.').waitFor();
      await page.getByText(/^Such as line 3.*: price in column \d/).waitFor();
      await page.getByRole('button', { name: 'Show WRONG_TYPE lines' }).click();
      await page.getByRole('region', { name: 'Lines with WRONG_TYPE' }).getByText('line 3').waitFor();
      await shot('done');
      expect(await console.api.findProduct(`${colorScheme}-1`)).toMatchObject({
        price: 12.5,
        currency: 'EUR',
        attributes: { Shade: 'red' },
      });

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '2 failed rows (CSV)' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('tea.failed.csv');
      const failed = await writeTestFile('tea.failed.csv', '');
      await download.saveAs(failed);
      const text = await readFile(failed, 'utf8');
      await writeFile(failed, text.replace('abc', '7,00').replace('4,999', '4,99'));
      await page.getByRole('link', { name: 'import it again' }).click();
      await chooseFile(page, failed);
      await columnsOf(page, 'tea.failed.csv');
      expect(await page.getByRole('combobox', { name: 'import_error' }).inputValue()).toBe('');
      await page.getByLabel('Decimals are written').selectOption(',');
      await page.getByRole('button', { name: 'Import without a preview' }).click();
      await page.getByText('All 2 products are saved.').waitFor();
      expect(await console.api.findProduct(`${colorScheme}-4`)).toMatchObject({ price: 4.99 });
      expect(failures).toEqual([]);
      expect(elsewhere).toEqual([]);
    },
  );

  it('accounts for each row in the preview, as of the time at which it ended', async () => {
    const { page } = await console.openPage();
    await page.goto('import');
    await chooseFile(page, await writeTestFile('blank.csv', 'SKU,Name,Price\nB-1,Cup,1\n,,\nB-2,Pot,2\n'));
    await page.getByRole('button', { name: 'Preview the changes' }).click();
    await previewOf(page, 'blank.csv');
    await page.getByText('All 3 rows are read, 1 of them without a product of its own.').waitFor();
    const { completedAt = '' } = await console.api.getImport(
      new URL(page.url()).searchParams.get('id') ?? '',
    );
    await page.clock.install({ time: Date.parse(completedAt) + 3_600_000 });
    await page.reload();
    await previewOf(page, 'blank.csv');
    expect(await page.locator('.as-of time').getAttribute('datetime')).toBe(completedAt);

    await page.goto('submissions?kind=imports');
    await page.getByText('preview, 1 hour ago').first().waitFor();
    await page.getByRole('checkbox', { name: 'Select blank.csv' }).check();
    const selection = page.getByRole('group', { name: 'Selection' });
    expect(await selection.getByRole('button').allInnerTexts()).toEqual(['Cancel', 'Clear the selection']);
  });

  it('shows a bar without parts until the number of rows is known, so that it never shrinks', async () => {
    const { page } = await console.openPage();
    await page.goto('import');
    await chooseFile(page, await writeTestFile('bar.csv', 'SKU,Name,Price\nBAR-1,Cup,1\n'));
    await page.getByRole('button', { name: 'Import without a preview' }).click();
    await page.getByText('1 of 1 product is saved.').waitFor();
    const found = await console.api.getImport(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    let isRead = false;
    await page.route(/:\d+\/imports\/[\da-f-]{36}$/, (route) => {
      const counts = {
        ...found.counts,
        saved: 1000,
        total: isRead ? 4000 : 1000,
        pending: isRead ? 3000 : 0,
      };
      const rows = { read: counts.total, skipped: 0, complete: isRead };
      return route.fulfill({ json: { ...found, status: 'processing', reportReady: false, counts, rows } });
    });
    await page.reload();
    await page.getByRole('img', { name: 'Outcomes so far: 1,000 saved' }).waitFor();
    expect(await page.locator('.outcome-bar > span').count()).toBe(0);
    isRead = true;
    await page.getByRole('img', { name: 'Outcomes: 1,000 saved, 3,000 pending' }).waitFor();
    expect(await page.locator('.outcome-bar > span').count()).toBe(2);
  });

  it('takes a file that is dropped anywhere on the page, and one at a time', async () => {
    const { page, failures } = await console.openPage();
    await page.goto('import');
    await page.getByRole('heading', { name: 'Drop a file here' }).waitFor();
    const drop = (...names: string[]) => page.evaluate(`(${DROP})(${JSON.stringify(names)})`);

    await drop('a.csv', 'b.csv');
    await page.getByText('Drop one file at a time.').waitFor();
    await drop('dropped.csv');
    await columnsOf(page, 'dropped.csv');
    expect(failures).toEqual([]);
  });

  it('is done by keyboard alone', async () => {
    const { page } = await console.openPage();
    await page.goto('import');
    const choose = page.getByRole('button', { name: 'Choose a file' });
    const opened = page.waitForEvent('filechooser');
    await tabTo(page, choose);
    await page.keyboard.press('Enter');
    const chooser = await opened;
    await chooser.setFiles(await writeTestFile('keys.csv', 'sku;name;price\nK-1;Cup;1,50\n'));
    await columnsOf(page, 'keys.csv');
    await tabTo(page, page.getByLabel('Decimals are written'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('button', { name: 'Preview the changes' }));
    await page.keyboard.press('Enter');
    await previewOf(page, 'keys.csv');
    await tabTo(page, page.getByRole('button', { name: 'Start the import' }));
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 product is saved.').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Report of all rows (CSV)' }));
    const [report] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);

    expect(report.suggestedFilename()).toBe('keys.report.csv');
  });

  it.each([
    ['photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'is a PNG picture'],
    ['products.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'save it as CSV'],
    ['twice.csv', 'sku,name,sku\nA,B,C\n', 'Columns 1 and 3 are both named "sku"; rename one of them'],
    ['empty.csv', '', 'The file is empty'],
  ])('says what is wrong with %s, and takes another one', async (name, content, explanation) => {
    const { page, failures } = await console.openPage();
    await page.goto('import');
    await chooseFile(page, await writeTestFile(name, content));
    const notice = page.getByRole('alert').filter({ hasText: 'can’t be read' });
    await notice.getByText(explanation).waitFor();
    await expectAccessible(page);
    if (name === 'twice.csv') {
      await notice.getByText('line 1, column 3').waitFor();
    }
    await chooseFile(page, await writeTestFile('good.csv', 'sku,name,price\nA,B,1\n'));
    await columnsOf(page, 'good.csv');
    expect(await notice.count()).toBe(0);
    expect(failures).toEqual([]);
  });

  it('reads a file in another encoding, and goes back where it is none of it', async () => {
    const { page, failures } = await console.openPage();
    await page.goto('import');
    const latin = Buffer.from('sku,name,price\nC-1,Caf\u00E9,2.50\n', 'latin1');
    await chooseFile(page, await writeTestFile('cafe.csv', latin));
    await page.getByText('It is read as Windows-1252').waitFor();
    await page.getByText('Café').waitFor();
    await page.getByText('Accents or columns look wrong?').click();
    await page.getByLabel('Encoding').selectOption('utf-16le');
    await page.getByRole('alert').getByText('cafe.csv can’t be read').waitFor();
    await page.getByRole('button', { name: 'Read it as it was found' }).click();
    await page.getByText('Café').waitFor();
    expect(failures).toEqual([]);
  });

  it('previews a deletion before it is imported', async () => {
    const { page } = await console.openPage();
    await console.api.saveProducts([{ sku: 'GONE-1', name: 'Cup', price: 1 }]);
    await page.goto('import');
    await chooseFile(page, await writeTestFile('gone.csv', 'sku\nGONE-1\n'));
    await columnsOf(page, 'gone.csv');
    await page.getByRole('radio', { name: /^Delete/ }).check();
    expect(await page.getByRole('button', { name: 'Import without a preview' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Preview the changes' }).click();
    await previewOf(page, 'gone.csv');
    expect(await page.locator('.change-counts').innerText()).toMatch(/deleted\s+1/i);
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByText('1 of 1 product is saved.').waitFor();
    expect(await console.api.findProduct('GONE-1')).toBeUndefined();
  });

  it('shows where a file was given up', async () => {
    const { page } = await console.openPage();
    const rows = Array.from({ length: 1200 }, (_, n) => `S-${n},Tea,${n + 1}\n`).join('');
    const broken = `sku,name,price\n${rows}${'only one cell\n'.repeat(1100)}`;
    await page.goto('import');
    await chooseFile(page, await writeTestFile('broken.csv', broken));
    await columnsOf(page, 'broken.csv');
    await page.getByRole('button', { name: 'Preview the changes' }).click();
    await page.getByRole('alert').getByText('broken.csv couldn’t be read to its end').waitFor();
    await page.getByRole('alert').getByText('Where: line 1,202').waitFor();
    await expectAccessible(page);
    expect(await page.getByRole('button', { name: 'Start the import' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to the columns' }).click();
    await columnsOf(page, 'broken.csv');
  });
});

/** Drops files on the page, as a browser does. */
const DROP = `(names) => {
  const data = new DataTransfer();
  for (const name of names) {
    data.items.add(new File(['sku,name,price\\nD-1,Cup,1.50\\n'], name, { type: 'text/csv' }));
  }
  for (const type of ['dragover', 'drop']) {
    document.body.dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }),
    );
  }
}`;
