import type { Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longCsv, writeTestFile } from './testing/files.ts';
import { chooseFile, columnsOf, expectAccessible, previewOf } from './testing/import-steps.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

const SMALL = 'sku,name,price\nR-1,Cup,1.50\nR-2,Tray,2.50\n';

/** Files of which the first part is 8 MiB. */
const MEGABYTES = 18;

const isPart = (url: URL): boolean => url.searchParams.has('partNumber');
const partOf = (request: Request): string => new URL(request.url()).searchParams.get('partNumber') ?? '';

/** Lets the first part through and holds the others, which never arrive if the page is gone before `release`. */
async function holdParts(page: Page) {
  const held: Route[] = [];
  const handle = (route: Route): void => {
    if (partOf(route.request()) === '1') {
      void route.continue();
    } else {
      held.push(route);
    }
  };
  await page.route(isPart, handle);
  return {
    held,
    release: async () => {
      await page.unroute(isPart, handle);
      await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
    },
  };
}

/** Notes the parts that are sent from now on. */
function noteParts(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && isPart(new URL(request.url()))) {
      sent.push(partOf(request));
    }
  });
  return sent;
}

async function beginPreview(page: Page, file: string, name: string): Promise<void> {
  await page.goto('import');
  await chooseFile(page, file);
  await columnsOf(page, name);
  await page.getByRole('button', { name: 'Preview the changes' }).click();
}

describe('an import that is interrupted', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('keeps what was chosen for the columns over a reload, for the same file', async () => {
    const { page } = await console.openPage();
    const file = await writeTestFile('kept.csv', SMALL.replace('sku,', 'Code,'));
    await page.goto('import');
    await chooseFile(page, file);
    await columnsOf(page, 'kept.csv');
    await page.getByRole('combobox', { name: 'name' }).selectOption('brand');
    await page.getByLabel('Category').fill('Tea');
    await page.reload();
    await page.getByText('Choose kept.csv again').waitFor();
    await chooseFile(page, file);
    await columnsOf(page, 'kept.csv');
    expect(await page.getByRole('combobox', { name: 'name' }).inputValue()).toBe('brand');
    expect(await page.getByLabel('Category').inputValue()).toBe('Tea');

    await chooseFile(page, await writeTestFile('other.csv', SMALL));
    await columnsOf(page, 'other.csv');
    expect(await page.getByRole('combobox', { name: 'name' }).inputValue()).toBe('name');
    expect(await page.getByLabel('Category').inputValue()).toBe('');
  });

  it('goes on with an upload after a reload, and sends no part twice', async () => {
    const { page } = await console.openPage();
    const file = await writeTestFile('long.csv', longCsv(MEGABYTES));
    const parts = await holdParts(page);
    await beginPreview(page, file, 'long.csv');
    await page.getByText('8.4 MB of 18 MB').waitFor();
    await expectAccessible(page);
    await page.reload();
    await page.getByRole('heading', { name: 'The upload of long.csv isn’t finished' }).waitFor();
    await page.getByText('8.4 MB of 18 MB are there, and aren’t sent again').waitFor();
    await expectAccessible(page);

    await chooseFile(page, await writeTestFile('wrong.csv', SMALL));
    await page.getByText('This is wrong.csv. The import was begun with long.csv.').waitFor();
    await parts.release();
    const sent = noteParts(page);
    await chooseFile(page, file);
    await previewOf(page, 'long.csv');
    expect(sent.sort()).toEqual(['2', '3']);

    await page.reload();
    await page.getByText('choose long.csv once more').waitFor();
    await chooseFile(page, file);
    await page.getByRole('heading', { level: 1, name: 'long.csv' }).waitFor();
    await page.reload();
    await page.getByText('All 180 products are saved.').waitFor();
  });

  it('goes on by itself when the network is back', async () => {
    const { page } = await console.openPage();
    const parts = await holdParts(page);
    await beginPreview(page, await writeTestFile('away.csv', longCsv(MEGABYTES)), 'away.csv');
    await page.getByText('8.4 MB of 18 MB').waitFor();
    await page.context().setOffline(true);
    await page.route(isPart, (route) => route.abort('internetdisconnected'));
    await Promise.all(parts.held.map((route) => route.abort('internetdisconnected')));
    await page.getByText('The upload goes on by itself.').waitFor();
    await expectAccessible(page);
    await page.unroute(isPart);
    const sent = noteParts(page);
    await page.context().setOffline(false);
    await previewOf(page, 'away.csv');
    expect([...new Set(sent)].sort()).toEqual(['2', '3']);
  });

  it('is uploaded and started while other screens are shown', async () => {
    const { page, failures } = await console.openPage();
    const parts = await holdParts(page);
    await page.goto('import');
    await chooseFile(page, await writeTestFile('aside.csv', longCsv(MEGABYTES)));
    await columnsOf(page, 'aside.csv');
    await page.getByRole('button', { name: 'Import without a preview' }).click();
    await page.getByText('8.4 MB of 18 MB').waitFor();
    const id = new URL(page.url()).searchParams.get('id') ?? '';
    await page.getByRole('link', { name: 'Products', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor();
    await parts.release();
    const ended = await console.api.waitForImport(id, { signal: AbortSignal.timeout(300_000) });
    expect(ended).toMatchObject({ status: 'completed', counts: { saved: 180 } });

    await page.goto(`imports/${id}`);
    await page.getByText('All 180 products are saved.').waitFor();
    expect(failures).toEqual([]);
  });

  it('asks for new URLs when the storage refuses one that has expired', async () => {
    const { page } = await console.openPage();
    let sent = 0;
    await page.route(isPart, (route) => {
      sent += 1;
      return sent > 1
        ? route.continue()
        : route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } });
    });
    const asked = page.waitForRequest(
      (request) => request.url().endsWith('/parts') && request.postData() === '{"parts":[]}',
    );
    await beginPreview(page, await writeTestFile('late.csv', SMALL), 'late.csv');
    await asked;
    await previewOf(page, 'late.csv');
    expect(sent).toBe(2);
  });

  it('is followed by a second tab, which can send the same file without harm', async () => {
    const { page } = await console.openPage();
    const file = await writeTestFile('twice.csv', longCsv(MEGABYTES));
    const parts = await holdParts(page);
    await beginPreview(page, file, 'twice.csv');
    await page.getByText('8.4 MB of 18 MB').waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('8.4 MB of 18 MB are there').waitFor();
    await chooseFile(other, file);
    await previewOf(other, 'twice.csv');
    await parts.release();
    await previewOf(page, 'twice.csv');
    const id = new URL(page.url()).searchParams.get('id') ?? '';
    expect(await console.api.getImport(id)).toMatchObject({ status: 'completed', counts: { valid: 180 } });
  });

  it('is cancelled in the middle of the upload, and the file is still there', async () => {
    const { page } = await console.openPage();
    await holdParts(page);
    await beginPreview(page, await writeTestFile('stop.csv', longCsv(MEGABYTES)), 'stop.csv');
    await page.getByText('8.4 MB of 18 MB').waitFor();
    const id = new URL(page.url()).searchParams.get('id') ?? '';
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await page.getByText('The upload is cancelled.').waitFor();
    await columnsOf(page, 'stop.csv');
    expect(await console.api.getImport(id)).toMatchObject({ status: 'cancelled' });
  });

  it('is cancelled while its rows are read, after a question', async () => {
    const { page } = await console.openPage();
    // Merges of products that don't exist, without a name: they wait two minutes.
    const rows = Array.from({ length: 50 }, (_, n) => `WAIT-${n},${n + 1}\n`).join('');
    await page.goto('import');
    await chooseFile(page, await writeTestFile('wait.csv', `sku,price\n${rows}`));
    await columnsOf(page, 'wait.csv');
    await page.getByRole('button', { name: 'Import without a preview' }).click();
    await page.getByRole('heading', { level: 1, name: 'wait.csv' }).waitFor();
    await page.getByRole('button', { name: 'Cancel the import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await expectAccessible(page);
    const released = Promise.withResolvers<void>();
    await page.route(/\/imports\/[\da-f-]{36}$/, async (route) => {
      await released.promise;
      await route.continue();
    });
    await dialog.getByRole('button', { name: 'Cancel the import' }).click();
    await page.getByText('It is being cancelled.').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the import' }).count()).toBe(0);
    expect(await page.locator('main:focus').count()).toBe(1);
    released.resolve();
    await page.getByText('It was cancelled. What was saved before stays.').waitFor();
    await page.getByRole('button', { name: '50 failed rows (CSV)' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await console.api.getImport(id)).toMatchObject({ counts: { cancelled: 50, pending: 0 } });
  });
});
