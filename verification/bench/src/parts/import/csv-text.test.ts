import { expect, it } from 'vitest';
import { COLUMNS, csvText } from './csv-text.ts';

it('has rows of about 150 bytes, each with every column', () => {
  const text = csvText(1000, 'one');

  const [header, first = ''] = text.split('\n');
  expect(header?.split(',')).toEqual(COLUMNS);
  expect(first.replaceAll(/"[^"]*"/g, 'quoted').split(',')).toHaveLength(COLUMNS.length);
  expect(text.length / 1000).toBeGreaterThan(140);
  expect(text.length / 1000).toBeLessThan(180);
});
