import type { Sniffed } from '@async-catalog/import-mapping';
import { describe, expect, it } from 'vitest';
import { addColumn } from './asked-mapping.ts';
import { completeMapping } from './complete-mapping.ts';

const sniffed: Sniffed = {
  format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' },
  columns: ['SKU', 'Name', 'Price', 'Label'],
  samples: [['A-1', 'Pot', '1.50', 'Pot, red']],
  notes: [],
};

describe('completeMapping', () => {
  it('lets a column of --map replace the one that was guessed, and keeps the others', () => {
    const { mapping, guesses, errors } = completeMapping(sniffed, {}, { Label: 'name' });

    expect(errors).toEqual([]);
    expect(mapping.columns).toEqual({ SKU: 'sku', Price: 'price', Label: 'name' });
    const reasons = Object.fromEntries(guesses.map(({ column, field, reason }) => [column, [field, reason]]));
    expect(reasons['Label']).toEqual(['name', expect.stringContaining('asked')]);
    expect(reasons['Name']?.[0]).toBeUndefined();
    expect(reasons['SKU']).toEqual(['sku', completeMapping(sniffed, {}).guesses[0]?.reason]);
  });

  it('uses no other columns than those of a mapping that is given whole, but for --map', () => {
    const { mapping } = completeMapping(
      sniffed,
      { columns: { Name: 'name', SKU: 'sku' } },
      { Label: 'brand' },
    );

    expect(mapping.columns).toEqual({ Name: 'name', SKU: 'sku', Label: 'brand' });
  });

  it('refuses a column that is not there', () => {
    expect(completeMapping(sniffed, {}, { Titel: 'name' }).errors).toMatchObject([
      { pointer: '/mapping/columns/Titel' },
    ]);
  });
});

describe('addColumn', () => {
  it('adds a field and its column, which may have an equals sign', () => {
    expect(addColumn('name=a=b', addColumn('attributes.colour=Colour'))).toEqual({
      Colour: 'attributes.colour',
      'a=b': 'name',
    });
  });

  it('refuses a column that fills another field already', () => {
    expect(() => addColumn('sku=Title', addColumn('name=Title'))).toThrow(
      'the column Title fills name already',
    );
  });
});
