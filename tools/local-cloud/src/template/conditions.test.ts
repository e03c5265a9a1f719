import { describe, expect, it } from 'vitest';
import { holds } from './conditions.ts';
import { assemblyOf } from '../testing/assembly-builder.ts';
import { StackScope } from './stack-scope.ts';

const yes = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] };
const no = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] };

function setUp() {
  const [stack] = assemblyOf({ Data: { Resources: {}, Conditions: { Yes: yes, No: no } } }).stacks;
  return new StackScope(stack!, 'http://sqs', []);
}

describe('holds', () => {
  it.each([
    ['Fn::Equals of equal values', yes, true],
    ['Fn::Equals of different values', no, false],
    ['Fn::Equals of a number and its text', { 'Fn::Equals': [1, '1'] }, true],
    ['a condition by name', { Condition: 'Yes' }, true],
    ['Fn::Not', { 'Fn::Not': [yes] }, false],
    ['Fn::And of all', { 'Fn::And': [yes, { Condition: 'Yes' }] }, true],
    ['Fn::And of some', { 'Fn::And': [yes, no] }, false],
    ['Fn::Or of some', { 'Fn::Or': [no, { 'Fn::Or': [no, yes] }] }, true],
    ['Fn::Or of none', { 'Fn::Or': [no, { Condition: 'No' }] }, false],
  ])('evaluates %s', (_, condition, expected) => {
    expect(holds(condition, setUp())).toBe(expected);
  });

  it.each([
    ['a function that is not a condition', { 'Fn::Contains': [['a'], 'a'] }],
    ['an unknown condition', { Condition: 'Maybe' }],
    ['text', 'true'],
    ['nothing', undefined],
  ])('refuses %s', (_, condition) => {
    expect(() => holds(condition, setUp())).toThrow(/isn't a supported condition|no condition Maybe/);
  });
});
