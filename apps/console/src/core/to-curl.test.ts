import { expect, it } from 'vitest';
import { toCurl } from './to-curl.ts';

it('quotes the address for a shell, and names the token by a variable', () => {
  expect(toCurl("http://127.0.0.1:3000/a?b='c'", false)).toBe(
    String.raw`curl 'http://127.0.0.1:3000/a?b='\''c'\'''`,
  );
  expect(toCurl('https://catalog.example/a', true)).toBe(
    `curl --header "Authorization: Bearer $TOKEN" 'https://catalog.example/a'`,
  );
});
