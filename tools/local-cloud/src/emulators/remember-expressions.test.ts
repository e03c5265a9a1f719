import { createRequire } from 'node:module';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { type Parser, rememberExpressions } from './remember-expressions.ts';

const require = createRequire(import.meta.url);

const NAMES = { '#a': 'a', '#b': 'b', '#unused': 'unused' };
const UPDATE = 'SET #a = if_not_exists(#a, :x) + :y, #b.c = :z REMOVE d ADD e :n';
const CONDITION = 'attribute_not_exists(#a) OR (#b < :x AND NOT contains(#a, :y))';

function contextOf(attrVals: Record<string, AttributeValue>) {
  return {
    isReserved: () => false,
    compare: () => true,
    attrNames: NAMES,
    attrVals,
    unusedAttrNames: { ...NAMES },
    unusedAttrVals: { ...attrVals },
  };
}

describe.each([
  ['updateParser', UPDATE],
  ['conditionParser', CONDITION],
])('dynalite’s %s, remembering', (name, expression) => {
  const plain = require(`dynalite/db/${name}`) as Parser;
  const remembering = { ...plain };
  rememberExpressions(remembering);

  it.each([
    ['of a first command', { ':x': { N: '1' }, ':y': { N: '2' }, ':z': { S: 'z' }, ':n': { NS: ['1'] } }],
    ['with other values', { ':x': { N: '3' }, ':y': { N: '4' }, ':z': { S: 'y' }, ':n': { NS: ['2', '3'] } }],
    [
      'with a value of another type',
      { ':x': { N: '3' }, ':y': { S: '4' }, ':z': { S: 'y' }, ':n': { S: '' } },
    ],
    ['without one of its values', { ':x': { N: '3' }, ':z': { S: 'y' }, ':n': { NS: ['1'] } }],
    ['as it was first', { ':x': { N: '1' }, ':y': { N: '2' }, ':z': { S: 'z' }, ':n': { NS: ['1'] } }],
  ])('makes the same of an expression %s', (_, values) => {
    const context = contextOf(values);
    const plainContext = contextOf(values);

    expect(remembering.parse(expression, { context })).toEqual(
      plain.parse(expression, { context: plainContext }),
    );
    expect(context).toEqual({ ...plainContext, isReserved: context.isReserved, compare: context.compare });
  });
});

it('compares the values of BETWEEN in each command', () => {
  const parse = vi.fn<Parser['parse']>();
  const parser = { parse };
  rememberExpressions(parser);
  const context = contextOf({ ':x': { N: '1' }, ':y': { N: '2' } });
  parser.parse('#a BETWEEN :x AND :y', { context });
  parser.parse('#a BETWEEN :x AND :y', { context });

  expect(parse).toHaveBeenCalledTimes(2);
});

it('parses an expression once, and keeps a bounded number of them', () => {
  const parse = vi.fn<Parser['parse']>();
  const parser = { parse };
  rememberExpressions(parser);
  const context = contextOf({});
  const expressions = Array.from({ length: 1000 }, (_, n) => `attribute_exists(#a${n})`);
  for (const expression of [...expressions, ...expressions]) {
    parser.parse(expression, { context });
  }
  expect(parse).toHaveBeenCalledTimes(1000);
  parser.parse('attribute_exists(#b)', { context });
  parser.parse('attribute_exists(#a0)', { context });

  expect(parse).toHaveBeenCalledTimes(1002);
});
