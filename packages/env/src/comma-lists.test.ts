import { describe, expect, it } from 'vitest';
import { hostNames, origins } from './comma-lists.ts';

describe('origins', () => {
  it.each([
    ['https://shop.example', ['https://shop.example']],
    [' http://localhost:5173 ,https://Shop.example,', ['http://localhost:5173', 'https://shop.example']],
    [',', []],
  ])('reads %j', (text, expected) => {
    expect(origins.parse(text)).toEqual(expected);
  });

  it.each([
    '*',
    'null',
    'shop.example',
    'https://shop.example/',
    'https://*.example/x',
    'ftp://shop.example',
  ])('refuses %j', (text) => {
    expect(origins.safeParse(`https://good.example,${text}`).success).toBe(false);
  });
});

describe('host names', () => {
  it('are read in lower case', () => {
    expect(hostNames.parse('host.docker.internal, API')).toEqual(['host.docker.internal', 'api']);
  });

  it.each(['api:3000', 'http://api', 'a b', 'api/'])('refuse %j', (text) => {
    expect(hostNames.safeParse(text).success).toBe(false);
  });
});
