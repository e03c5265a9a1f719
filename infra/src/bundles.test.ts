import path from 'node:path';
import { expect, it } from 'vitest';
import { bundledCode } from './bundles.ts';

it('names the folder without a bundle, and what to do', () => {
  const unbuilt = path.join(import.meta.dirname, 'stacks');

  expect(() => bundledCode(unbuilt)).toThrow(
    `There is no handler.cjs in ${unbuilt}: build the apps first (npx --yes pnpm@12 build).`,
  );
});
