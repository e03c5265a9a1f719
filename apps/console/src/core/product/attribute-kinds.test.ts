import { describe, expect, it } from 'vitest';
import { type AttributeValue, kindOf, readAttribute, textOf } from './attribute-kinds.ts';

describe('the text of an attribute', () => {
  it.each([
    ['text', 'black', 'black'],
    ['text', '', ''],
    ['number', 0.8, '0.8'],
    ['boolean', true, 'true'],
    ['boolean', false, 'false'],
    ['list', ['S', 'M'], 'S\nM'],
    ['list', [], ''],
    ['numbers', [1, 2.5], '1\n2.5'],
    ['json', ['a', 1], '["a",1]'],
    ['json', [true], '[true]'],
    ['json', ['a\nb'], '["a\\nb"]'],
    ['json', [' a'], '[" a"]'],
    ['json', [''], '[""]'],
  ] as const)('of kind %s is read back as the same value', (kind, value, text) => {
    const copy = structuredClone(value) as AttributeValue;

    expect(kindOf(copy)).toBe(kind);
    expect(textOf(copy)).toBe(text);
    expect(readAttribute(kind, text)).toEqual({ value: copy });
  });

  it.each([
    ['number', ''],
    ['number', '1,5'],
    ['number', 'Infinity'],
    ['number', '0x10'],
    ['numbers', '1\ntwo'],
    ['json', '[1'],
    ['json', '{"a": 1}'],
    ['json', '"a"'],
  ] as const)('of kind %s that is none says how to write one: %j', (kind, text) => {
    expect(readAttribute(kind, text)).toEqual({ error: expect.stringMatching(/write one/) as string });
  });
});
