import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintableJson, toPrintableText } from './index.ts';

describe('toPrintableText', () => {
  it.each([
    ['\u200B', '\\u200b'],
    ['\u200E', '\\u200e'],
    ['\u200F', '\\u200f'],
    ['\u061C', '\\u061c'],
    ['\uFEFF', '\\ufeff'],
    ['\u00AD', '\\u00ad'],
    ['\u2028', '\\u2028'],
    ['\u{E0041}', '\\u{e0041}'],
    ['\u202E', '\\u202e'],
    ['\u001B]0;title\u0007\u001B[2J', '\\u001b]0;title\\u0007\\u001b[2J'],
    ['\u009B', '\\u009b'],
    ['\n', '\\u000a'],
    ['👩\u200D🚀', '👩\u200D🚀'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ])('shows %j as %s', (text, shown) => {
    expect(toPrintableText(`a${text}b`)).toBe(`a${shown}b`);
  });

  it('leaves nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPrintableText(text)).not.toMatch(/[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/v);
      }),
    );
  });
});

describe('toPrintableJson', () => {
  it('escapes each unit of what toPrintableText escapes', () => {
    expect(toPrintableJson({ name: 'a\u202Eb\u009B\u{E0041}👩\u200D🚀' })).toBe(
      String.raw`{"name":"a\u202eb\u009b\udb40\udc41👩‍🚀"}`,
    );
  });

  it('keeps the lines of indentation', () => {
    expect(toPrintableJson({ name: 'a\nb' }, 2)).toBe('{\n  "name": "a\\nb"\n}');
  });

  it('is read as the same value, and has nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = toPrintableJson(value);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(/[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/v);
      }),
    );
  });
});
