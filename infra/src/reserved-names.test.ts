import { expect, it } from 'vitest';
import { hasReservedName } from './reserved-names.ts';

it.each([
  'https://auth.async-catalog.example',
  'https://EXAMPLE.com/realms/shop',
  'https://auth.example.org.',
  'https://localhost:8080',
  'https://idp.test',
])('recognizes %s as a name that nobody can have', (url) => {
  expect(hasReservedName(url)).toBe(true);
});

it.each([
  'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_1',
  'https://myexample.com',
  'https://example.shop',
  'https://latest',
])('takes %s', (url) => {
  expect(hasReservedName(url)).toBe(false);
});
