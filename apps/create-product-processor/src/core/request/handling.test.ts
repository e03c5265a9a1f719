import { describe, expect, it } from 'vitest';
import { handlingOf, preferenceApplied } from './handling.ts';
import { operationOf } from './operation.ts';

describe('handlingOf', () => {
  it.each([
    ['handling=strict', 'strict'],
    ['handling=lenient', 'lenient'],
    ['Handling="strict"', 'strict'],
    ['respond-async, wait=10, handling=strict', 'strict'],
    ['foo; handling=lenient, handling = strict; bar=1', 'strict'],
    ['handling=lenient, handling=strict', 'lenient'],
  ])('of %j is %s', (prefer, handling) => {
    expect(handlingOf(prefer)).toBe(handling);
  });

  it.each([
    undefined,
    '',
    'wait=10',
    'handling',
    'handling=loose',
    'xhandling=strict',
    'wait="handling=strict"',
  ])('of %j is none', (prefer) => {
    expect(handlingOf(prefer)).toBeUndefined();
  });
});

describe('preferenceApplied', () => {
  it('says how a batch was handled, where the consumer asked for it', () => {
    const batch = operationOf('POST', '/products/batch');

    expect(preferenceApplied(batch, 'strict')).toEqual({ 'preference-applied': 'handling=strict' });
    expect(preferenceApplied(batch, undefined)).toEqual({});
    expect(preferenceApplied(operationOf('POST', '/products'), 'strict')).toEqual({});
  });
});
