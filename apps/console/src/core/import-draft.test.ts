import { sniffFile } from '@async-catalog/import-mapping';
import { describe, expect, it } from 'vitest';
import { changeDefault, changeField, changeLayout, changeOption, createDraft } from './import-draft.ts';
import { errorsAt, explainMappingError, mappingPointer } from './mapping-errors.ts';

async function draftOf(text: string, fileName = 'tea.csv') {
  return createDraft(await sniffFile(new TextEncoder().encode(text), { fileName, isWhole: true }));
}

const TEA = 'SKU;Name;Price;Colour\nT-1;Teapot;12,50;red\n';
const fieldOf = (draft: Awaited<ReturnType<typeof draftOf>>, column: string) =>
  draft.guesses.find((guess) => guess.column === column)?.field;

describe('import draft', () => {
  it('begins with what is guessed, and says what is missing', async () => {
    const { mapping, errors } = await draftOf(TEA);

    expect(mapping.columns).toMatchObject({ SKU: 'sku', Colour: 'attributes.Colour' });
    expect(errors.map(explainMappingError)).toEqual([
      'Column “Price” holds “12,50”. Choose whether its comma marks decimals or separates thousands.',
    ]);
  });

  it('takes a field, and the reason says whose choice it is', async () => {
    const draft = changeField(await draftOf(TEA), 'Colour', 'brand');

    expect(draft.mapping.columns).toMatchObject({ SKU: 'sku', Colour: 'brand' });
    expect(draft.guesses[3]).toEqual({ column: 'Colour', field: 'brand', reason: 'is what you chose' });
    expect(changeField(draft, 'Colour', 'attributes.Colour').guesses[3]?.reason).toMatch(/attribute/);
    expect(changeField(draft, 'Colour', undefined).mapping.columns).not.toHaveProperty('Colour');
  });

  it('shows a field that two columns fill at the second one', async () => {
    const { errors } = changeField(await draftOf(TEA), 'Colour', 'name');

    expect(errorsAt(errors, mappingPointer('columns', 'Colour')).map(explainMappingError)).toEqual([
      '“Name” is the name already. Only tags and images can come from several columns.',
    ]);
  });

  it('asks for what an operation needs, and for a name of an attribute', async () => {
    const comma = changeOption(await draftOf(TEA), 'decimal', ',');
    const nameless = changeField(changeOption(comma, 'op', 'put'), 'Name', 'attributes.');

    expect(comma.errors).toEqual([]);
    expect(nameless.errors.map(explainMappingError)).toEqual([
      'Give the attribute a name.',
      'No column is the name yet. Choose one: rows can’t be imported without it.',
    ]);
  });

  it('takes default values, and none that is blank or no currency', async () => {
    const draft = changeOption(await draftOf(TEA), 'decimal', ',');
    const euros = changeDefault(changeDefault(draft, 'brand', 'Acme'), 'currency', 'EUR');

    expect(euros.mapping.defaults).toEqual({ brand: 'Acme', currency: 'EUR' });
    expect(euros.errors).toEqual([]);
    expect(changeDefault(euros, 'currency', 'EU').errors.map(explainMappingError)).toEqual([
      'A currency has three letters, such as EUR.',
    ]);
    expect(changeDefault(changeDefault(euros, 'currency', ''), 'brand', '').mapping.defaults).toBeUndefined();
  });

  it('guesses columns anew for a layout, refuses one that does not fit, and keeps columns without one', async () => {
    const draft = changeOption(await draftOf(TEA), 'decimal', ',');
    const shop = changeLayout(draft, 'shopify');

    expect(errorsAt(shop.errors, mappingPointer('layout')).map(explainMappingError)).toEqual([
      expect.stringMatching(/^Needs the columns of shopify, and the file has no "Handle"/),
    ]);
    expect(changeLayout(shop, undefined).mapping.layout).toBeUndefined();
    expect(changeLayout(draft, undefined).mapping.columns).toEqual(draft.mapping.columns);
  });

  it('names the columns of NDJSON only once one is changed', async () => {
    const draft = await draftOf('{"sku":"A","name":"Cup","price":1}\n', 'tea.ndjson');

    expect(draft.mapping.columns).toBeUndefined();
    expect(fieldOf(draft, 'name')).toBe('name');
    expect(changeField(draft, 'name', 'brand').mapping.columns).toEqual({
      sku: 'sku',
      name: 'brand',
      price: 'price',
    });
  });

  it('goes on with a mapping that was kept', async () => {
    const draft = changeField(await draftOf(TEA), 'Colour', 'brand');

    expect(createDraft(draft.sniffed, draft.mapping).guesses).toEqual(draft.guesses);
  });

  it('escapes names of columns in pointers', () => {
    expect(mappingPointer('columns', 'a/b~c')).toBe('/mapping/columns/a~1b~0c');
  });
});
