import { describe, expect, it } from 'vitest';
import { countProducts } from './count-products.ts';
import { deletedAtOf } from './deleted-at.ts';
import { explainItem } from './explain-item.ts';
import { fileNameOf } from './file-name.ts';
import { splitSkus } from './split-skus.ts';

describe('the texts about products', () => {
  it.each([
    ['https://a.example/x/tea%20pot.jpg?w=1', 'tea pot.jpg'],
    ['https://a.example/%E0%A4%A', '%E0%A4%A'],
    ['https://a.example:8443/', 'a.example:8443'],
    ['https://a.example/photo%E2%80%AEgpj.exe', 'photo%E2%80%AEgpj.exe'],
    ['no url', 'no url'],
  ])('name the file of %s', (url, name) => {
    expect(fileNameOf(url)).toBe(name);
  });

  it.each([
    [' A , B,,A ', ['A', 'B']],
    ['A\tB\r\nC\n', ['A', 'B', 'C']],
    [' , ', []],
  ])('split %j into SKUs', (text, skus) => {
    expect(splitSkus(text)).toEqual(skus);
  });

  it('find the time of a deletion in what the API says, or none', () => {
    expect(deletedAtOf('The product was deleted at 2026-01-31T09:30:00.000Z. It can be put again.')).toBe(
      '2026-01-31T09:30:00.000Z',
    );
    expect(deletedAtOf('The product was deleted.')).toBeUndefined();
  });

  it.each([
    [
      { outcome: 'failed', error: { code: 'VERSION_CONFLICT', pointer: '/ifVersion', detail: 'x' } },
      /meanwhile/,
    ],
    [{ outcome: 'superseded' }, /newer change/],
    [{ outcome: 'cancelled' }, /cancelled/],
    [
      { outcome: 'failed', error: { code: 'TOO_MANY', pointer: '', detail: 'has many' } },
      /^TOO_MANY: has many$/,
    ],
    [{ outcome: 'failed' }, /failed/],
  ] as const)('explain %j', (item, words) => {
    expect(explainItem({ index: 0, ...item })).toMatch(words);
  });

  it('count products', () => {
    expect([0, 1, 2].map(countProducts)).toEqual(['0 products', '1 product', '2 products']);
  });
});
