import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitPreferenceOf } from './preferences.ts';

describe('waitPreferenceOf', () => {
  it.each([
    ['wait=1', 1],
    ['wait=20', 20],
    ['wait=21', 20],
    ['Wait = "7"', 7],
    ['respond-async, wait=10', 10],
    ['handling=strict,wait=3;x=y', 3],
    ['wait=5, wait=9', 5],
  ])('reads %j as %i seconds', (prefer, seconds) => {
    expect(waitPreferenceOf(prefer)).toBe(seconds);
  });

  it.each([
    undefined,
    '',
    'wait',
    'wait=',
    'wait=0',
    'wait=-1',
    'wait=1.5',
    'wait=x',
    'nowait=5',
    'x="wait=5"',
  ])('takes %j for no wish to wait', (prefer) => {
    expect(waitPreferenceOf(prefer)).toBeUndefined();
  });

  it('gives nothing or 1 to 20 for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[wait= "\d,;]*$/)), (prefer) => {
        const seconds = waitPreferenceOf(prefer) ?? 1;

        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 20).toBe(true);
      }),
    );
  });
});
