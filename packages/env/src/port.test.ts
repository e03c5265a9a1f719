import { describe, expect, it } from 'vitest';
import { port } from './port.ts';

describe('port', () => {
  it.each([
    ['0', 0],
    ['65535', 65_535],
  ])('takes %s', (text, expected) => {
    expect(port.parse(text)).toBe(expected);
  });

  it.each(['-1', '65536', '1.5', 'x', ''])('refuses %j', (text) => {
    expect(port.safeParse(text).success).toBe(false);
  });
});
