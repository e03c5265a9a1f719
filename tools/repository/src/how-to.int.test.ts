import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT, run } from './root.ts';
import { copyForTest } from './testing/copy-repository.ts';

/** The blocks of code of a section of `docs/how-to.md`, without the indentation of its list. */
function blocksOf(heading: string): string[] {
  const section = read('docs/how-to.md')
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  return [...(section ?? '').matchAll(/^ {3}```ts\n(.*?)\n {3}```$/gms)].map(([, code = '']) =>
    code.replaceAll(/^ {3}/gm, ''),
  );
}

/** Inserts text below the line that a file has once. */
function insert(file: string, line: string, text: string): void {
  const parts = readFileSync(file, 'utf8').split(`${line}\n`);
  expect(parts, `${file} has once: ${line}`).toHaveLength(2);
  writeFileSync(file, parts.join(`${line}\n${text}\n`));
}

/** Paths of the source files in which the compiler finds an error. */
function filesWithErrors(cwd: string): Set<string> {
  try {
    run(path.join(ROOT, 'node_modules/.bin/tsc'), ['--pretty', 'false'], cwd);
    return new Set();
  } catch (error) {
    const { stdout } = error as { readonly stdout: string };
    return new Set([...stdout.matchAll(/^src\/([\w./-]+)\(/gm)].map(([, file = '']) => file));
  }
}

it('adds a field to a product by the steps of the page, which the compiler asks for', () => {
  const folder = path.join(copyForTest(), 'packages/product-schema');
  const file = (name: string) => path.join(folder, 'src', name);
  const code = blocksOf('Add a field to a product');
  const [schema = '', field = '', stored = '', changed = '', queued = '', arbitrary = '', limits = ''] = code;

  insert(file('product-field-names.ts'), "  'attributes',", "  'gtin',");
  expect(filesWithErrors(folder)).toEqual(new Set(['product-fields.ts', 'product-changes.ts']));
  insert(file('product-fields.ts'), 'export const PRICE_LIMIT = 100_000_000;', schema);
  insert(file('product-fields.ts'), '  attributes: Attributes.optional(),', field);
  insert(file('product-fields.ts'), '  attributes: StoredAttributes.optional(),', stored);
  insert(file('product-changes.ts'), '    attributes: PatchedAttributes.nullable().optional(),', changed);
  insert(file('product-changes.ts'), '  attributes: StoredPatchedAttributes.nullable().optional(),', queued);
  expect(filesWithErrors(folder)).toEqual(new Set(['testing/arbitrary-product-input.ts']));
  insert(file('testing/arbitrary-product-input.ts'), '      brand: text(1, 255),', arbitrary);
  insert(file('json-schema.test.ts'), '        category: text(1, 255),', limits);

  expect(filesWithErrors(folder)).toEqual(new Set());
  run(path.join(folder, 'node_modules/.bin/vitest'), ['run', 'json-schema', 'field-names', 'parse-'], folder);
});
