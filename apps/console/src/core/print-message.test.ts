import { expect, it } from 'vitest';
import { printMessage } from './print-message.ts';

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

it('prints a line for each value', () => {
  expect(printMessage('{"version":2,"product":{"name":"Tea"}}')).toBe(
    '{\n  "version": 2,\n  "product": {\n    "name": "Tea"\n  }\n}',
  );
});

it.each([
  'not JSON',
  '{"price":1e400}',
  '{"price":12345678901234567890}',
  '{"price":1.10}',
  '{"price":1,"price":2}',
  '{"name":"\\u0041"}',
])('prints %s as it is, because JavaScript would read another', (body) => {
  expect(printMessage(body)).toBe(body);
});

it('indents 20 levels, and leaves deeper ones alone, which would grow to many times their size', () => {
  expect(printMessage(nested(20)).split('\n')).toHaveLength(39);
  expect(printMessage(nested(21))).toBe(nested(21));
});
