import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openApiTypes, TYPES_FILE, withoutExamples } from './openapi-types.ts';

it('has the types of the current API document (`npx --yes pnpm@12 generate` writes them)', async () => {
  expect(await readFile(TYPES_FILE, 'utf8')).toBe(await openApiTypes());
});

it('removes the keyword, and keeps a field of its name', () => {
  const field = { type: 'string', example: 'a' };

  expect(
    withoutExamples({
      examples: [{ sku: 'A' }],
      properties: { example: field, examples: field, properties: { example: 1, type: 'object' } },
      allOf: [{ example: 'b', title: 'c' }],
    }),
  ).toEqual({
    properties: {
      example: { type: 'string' },
      examples: { type: 'string' },
      properties: { type: 'object' },
    },
    allOf: [{ title: 'c' }],
  });
});
