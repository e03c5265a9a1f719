import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPreferences } from './preferences.ts';

describe('readPreferences', () => {
  it.each([
    ['wait=1', 1],
    ['wait=20', 20],
    ['wait=21', 20],
    ['Wait = "7"', 7],
    ['wait="1\\2"', 12],
    ['respond-async, wait=10', 10],
    ['handling=strict,wait=3;x=y', 3],
    ['foo; x="a, b", wait=4 ; bar', 4],
    ['foo="\\", wait=2", wait=8', 8],
    [', ,wait=6,', 6],
    ['wait=5, wait=9', 5],
  ])('reads %j as a preference to wait %i seconds', (prefer, seconds) => {
    expect(readPreferences(prefer).waitSeconds).toBe(seconds);
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
    'wait=x, wait=5',
    'wait 5',
    'wait=5 x',
    'nowait=5',
    'x="wait=5"',
    'foo="bar, wait=2"',
    'foo; x="bar, wait=2"',
    'foo="bar\\", wait=2"',
    'foo="never closed, wait=2',
    'foo; wait=2',
  ])('finds no preference to wait in %j', (prefer) => {
    expect(readPreferences(prefer).waitSeconds).toBeUndefined();
  });

  it.each([
    ['respond-async', true],
    ['Respond-Async', true],
    ['wait=5, respond-async; x=y', true],
    ['respond-async=""', true],
    ['respond-async=no', false],
    ['x="respond-async"', false],
    ['wait=5; respond-async', false],
    [undefined, false],
  ])('tells of %j whether a 202 is preferred: %s', (prefer, respondAsync) => {
    expect(readPreferences(prefer).respondAsync).toBe(respondAsync);
  });

  it.each([
    ['handling=strict', 'strict'],
    ['handling=lenient', 'lenient'],
    ['Handling="STRICT"', 'strict'],
    ['respond-async, wait=10, handling=strict', 'strict'],
    ['foo; handling=lenient, handling = strict; bar=1', 'strict'],
    ['handling=lenient, handling=strict', 'lenient'],
  ])('reads the handling of %j as %s', (prefer, handling) => {
    expect(readPreferences(prefer).handling).toBe(handling);
  });

  it.each([
    undefined,
    '',
    'wait=10',
    'handling',
    'handling=loose',
    'xhandling=strict',
    'wait="handling=strict"',
    'foo; note="x, handling=strict"',
    'foo="x\\", handling=strict"',
  ])('finds no handling in %j', (prefer) => {
    expect(readPreferences(prefer).handling).toBeUndefined();
  });

  it('gives nothing or 1 to 20 seconds for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[wait= "\\\d,;]*$/)), (prefer) => {
        const seconds = readPreferences(prefer).waitSeconds ?? 1;

        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 20).toBe(true);
      }),
    );
  });

  it('finds a preference among any others, and none within their quotes', () => {
    const quoted = fc
      .string({ unit: fc.constantFrom('w', 'a', ',', ';', '=', ' ', '"', '\\', 'wait=9') })
      .map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
    const other = fc.tuple(fc.constantFrom('foo=', 'foo; x='), quoted).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(other), fc.array(other), (before, after) => {
        expect(readPreferences([...before, ...after].join(', ')).waitSeconds).toBeUndefined();
        expect(readPreferences([...before, 'wait=3', ...after].join(', ')).waitSeconds).toBe(3);
      }),
    );
  });
});
