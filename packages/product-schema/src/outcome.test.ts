import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outcome, higherOutcome } from './index.ts';

const outcome = fc.constantFrom(...Outcome.options);

describe('higherOutcome', () => {
  it('prefers saved to superseded, that to cancelled, and that to failed', () => {
    expect(higherOutcome('superseded', 'saved')).toBe('saved');
    expect(higherOutcome('failed', 'saved')).toBe('saved');
    expect(higherOutcome('failed', 'superseded')).toBe('superseded');
    expect(higherOutcome('cancelled', 'superseded')).toBe('superseded');
    expect(higherOutcome('failed', 'cancelled')).toBe('cancelled');
  });

  it('gives the same whatever the order and the number of deliveries', () => {
    fc.assert(
      fc.property(outcome, outcome, outcome, (a, b, c) => {
        expect(higherOutcome(a, b)).toBe(higherOutcome(b, a));
        expect(higherOutcome(higherOutcome(a, b), c)).toBe(higherOutcome(a, higherOutcome(b, c)));
        expect(higherOutcome(a, a)).toBe(a);
      }),
    );
  });
});
