import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedName } from './physical-name.ts';

describe('generatedName', () => {
  it('puts the stack before the logical id', () => {
    expect(generatedName('Data', 'Queue4A7E3555', { maxLength: 80 })).toBe('Data-Queue4A7E3555');
  });

  it('is in lower case where the type requires it', () => {
    expect(generatedName('Data', 'Reports', { maxLength: 63, lowerCase: true })).toBe('data-reports');
  });

  it('uses the full length that is allowed, and no more', () => {
    expect(generatedName('S', 'Eight', { maxLength: 7 })).toBe('S-Eight');
    expect(generatedName('S'.repeat(40), 'L'.repeat(40), { maxLength: 64 })).toHaveLength(64);
  });

  it('distinguishes long names', () => {
    const stack = 'S'.repeat(300);
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9]{1,40}$/), { minLength: 2, maxLength: 2 });

    fc.assert(
      fc.property(names, fc.boolean(), ([one, other], lowerCase) => {
        const rules = { maxLength: 63, lowerCase };
        expect(generatedName(stack, one!, rules)).not.toBe(generatedName(stack, other!, rules));
      }),
    );
  });
});
