import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFile, columnsOf, expectAccessible, previewOf } from './testing/import-steps.ts';
import { writeTestFile } from './testing/files.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { save } from './testing/products.ts';

/** Turns what follows it to be read from right to left: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const REVERSE = '\u202E';
const MARKUP = '<img src=x onerror=alert(1)>';

/** Script that answers whether the last words of a heading are to the right of the name in it. */
const IS_NAME_BEFORE_WORDS = `(heading => {
  const all = document.createRange();
  all.selectNodeContents(heading);
  const words = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  let text;
  while (words.nextNode()) text = words.currentNode;
  const mark = document.createRange();
  mark.setStart(text, text.length - 1);
  mark.setEnd(text, text.length);
  return mark.getBoundingClientRect().right >= all.getBoundingClientRect().right - 1;
})`;

describe('names that somebody chose to mislead or to break a page', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('make no page wider, however long they are', async () => {
    const long = 'W'.repeat(255);
    const [id = ''] = await save(console, [{ sku: long, name: long, price: 1, category: long, brand: long }]);
    const { page } = await console.openPage();
    await page.goto(`products/${id}`);
    await page.getByRole('heading', { name: long }).waitFor();
    await expectAccessible(page);
    const fileName = `${'n'.repeat(240)}.csv`;

    await page.goto('import');
    await chooseFile(page, await writeTestFile(fileName, 'sku,name,price\nA,B,1\n'));

    await columnsOf(page, fileName);
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
  });

  it('don’t turn the question whether to delete a product', async () => {
    const name = `Tea ${REVERSE}noitcelloc`;
    const [id = ''] = await save(console, [{ sku: 'TURNED', name, price: 1 }]);
    const { page } = await console.openPage();
    await page.goto(`products/${id}`);
    await page.getByRole('button', { name: 'Delete…' }).click();

    const question = page.getByRole('dialog').getByRole('heading');

    expect(await question.textContent()).toBe(`Delete “${name}”?`);
    expect(await page.evaluate(`${IS_NAME_BEFORE_WORDS}(document.querySelector('dialog h2'))`)).toBe(true);
    await page.goto('products?sku=TURNED');
    await page.getByRole('checkbox').last().check();
    await page.getByRole('button', { name: 'Delete selected…' }).click();
    expect(await question.textContent()).toContain(name);
    expect(await page.evaluate(`${IS_NAME_BEFORE_WORDS}(document.querySelector('dialog h2'))`)).toBe(true);
  });

  it('of a file are text, and don’t turn the words around them', async () => {
    const fileName = `${MARKUP}${REVERSE}gnp.csv`;
    const { page, failures } = await console.openPage();
    await page.goto('import');
    await chooseFile(page, await writeTestFile(fileName, `sku,name,price,${MARKUP}\nA,${MARKUP},1,x\n`));
    await columnsOf(page, fileName);
    await page.getByRole('button', { name: 'Preview the changes' }).click();
    await previewOf(page, fileName);

    expect(await page.evaluate(`${IS_NAME_BEFORE_WORDS}(document.querySelector('#preview-title'))`)).toBe(
      true,
    );
    expect(failures).toEqual([]);
  });
});
