import { expect, it } from 'vitest';
import { toCurl } from './to-curl.ts';

it('quotes the address for a shell, and names the token by a variable', () => {
  expect(toCurl("http://127.0.0.1:3000/a/b='c'", false)).toBe(
    String.raw`curl 'http://127.0.0.1:3000/a/b='\''c'\'''`,
  );
  expect(toCurl('https://catalog.example/a', true)).toBe(
    `curl --header "Authorization: Bearer $TOKEN" 'https://catalog.example/a'`,
  );
});

it('has nothing that a terminal acts on when it is pasted', () => {
  const url = 'http://127.0.0.1:3000/submissions/\u0003\u001B[201~\nid\u009B\u202E\r';

  expect(toCurl(url, false)).toMatch(/^[\x20-\x7E]+$/);
});
