import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openApiTypes, TYPES_FILE } from './openapi-types.ts';

it('has the types of the current API document (`pnpm generate` writes them)', async () => {
  expect(await readFile(TYPES_FILE, 'utf8')).toBe(await openApiTypes());
});
