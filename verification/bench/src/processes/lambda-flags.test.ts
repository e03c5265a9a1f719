import { expect, it } from 'vitest';
import { lambdaFlags } from './lambda-flags.ts';

it('gives a tenth of the memory to the young generation, whose two halves it has', () => {
  expect(lambdaFlags(1024)).toContain('--max-semi-space-size=51');
  expect(lambdaFlags(1024)).toContain('--max-old-space-size=922');
  expect(lambdaFlags(256)).toContain('--max-semi-space-size=12');
});
