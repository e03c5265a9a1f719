import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, NO_VALUE, type Scope } from './intrinsic-functions.ts';
import { UnresolvableValueError } from './unresolvable-value-error.ts';

const scope: Scope = {
  ref: (name) => ({ 'AWS::NoValue': NO_VALUE, 'AWS::Region': 'us-east-1', Queue: 'http://queue' })[name],
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  exported: (name) => `export of ${name}`,
  condition: (name) => name === 'Yes',
};

/** Tells whether a value contains nothing that `evaluate` would resolve. */
const isPlain = (value: unknown) =>
  !/"(?:Ref|Fn::[^"]*|__proto__)":|\{\{resolve:/.test(JSON.stringify(value));

describe('evaluate', () => {
  it.each([
    ['Ref', { Ref: 'Queue' }, 'http://queue'],
    ['Fn::GetAtt with a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt with a dotted name', { 'Fn::GetAtt': 'Queue.Arn' }, 'Queue/Arn'],
    ['Fn::GetAtt of a nested attribute', { 'Fn::GetAtt': ['Stack', 'Outputs.Arn'] }, 'Stack/Outputs.Arn'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, 7]] }, 'a/us-east-1/7'],
    ['Fn::Join over a list that is split', { 'Fn::Join': ['-', { 'Fn::Split': [':', 'a:b'] }] }, 'a-b'],
    ['Fn::Split', { 'Fn::Split': [':', 'a:b:c'] }, ['a', 'b', 'c']],
    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Select with its index as text', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    ['Fn::Sub', { 'Fn::Sub': 'in ${AWS::Region}: ${Queue.Arn}' }, 'in us-east-1: Queue/Arn'],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!Queue} ${Queue}' }, '${Queue} http://queue'],
    [
      'Fn::Sub with its own variables',
      { 'Fn::Sub': ['${A}${B.C}', { A: { Ref: 'Queue' } }] },
      'http://queueB/C',
    ],
    ['Fn::If that holds', { 'Fn::If': ['Yes', 'a', { Ref: 'Nowhere' }] }, 'a'],
    ['Fn::If that does not hold', { 'Fn::If': ['No', { Ref: 'Nowhere' }, 'b'] }, 'b'],
    [
      'Fn::ImportValue',
      { 'Fn::ImportValue': { 'Fn::Sub': 'Data:${AWS::Region}' } },
      'export of Data:us-east-1',
    ],
  ])('resolves %s', (_, value, expected) => {
    expect(evaluate(value, scope)).toEqual(expected);
  });

  it('drops AWS::NoValue from objects and lists', () => {
    const nothing = { Ref: 'AWS::NoValue' };

    expect(evaluate({ a: nothing, b: [nothing, 1, { 'Fn::If': ['No', 2, nothing] }] }, scope)).toEqual({
      b: [1],
    });
  });

  it.each([
    ['an unknown function', { 'Fn::GetAZs': '' }, 'Fn::GetAZs is not supported'],
    ['an unknown function, deep down', { a: [{ 'Fn::Cidr': [] }] }, 'Fn::Cidr is not supported'],
    ['a dynamic reference', 'x{{resolve:ssm:/name}}', 'only resolved by AWS'],
    ['an index out of range', { 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select has no entry 2'],
    ['something else than a list', { 'Fn::Join': ['', 'a'] }, 'expected a list, found "a"'],
    ['something else than text', { 'Fn::Join': ['', [{ a: 1 }]] }, 'expected text, found {"a":1}'],
    ['a missing argument', { 'Fn::Select': [0] }, 'expected a list, found undefined'],
  ])('refuses %s', (_, value, message) => {
    expect(() => evaluate(value, scope)).toThrow(UnresolvableValueError);
    expect(() => evaluate(value, scope)).toThrow(message);
  });

  it('leaves values without intrinsic functions as they are', () => {
    fc.assert(
      fc.property(fc.jsonValue().filter(isPlain), (value) => {
        expect(evaluate(value, scope)).toEqual(value);
      }),
    );
  });

  it('restores any text by joining what it split', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (source, delimiter) => {
        const split = { 'Fn::Split': [delimiter, source] };
        expect(evaluate({ 'Fn::Join': [delimiter, split] }, scope)).toBe(source);
      }),
    );
  });
});
