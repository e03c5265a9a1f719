import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readDryRun } from './read-command.ts';

describe('readDryRun', () => {
  it.each([
    ['', false],
    ['dryRun=false', false],
    ['dryRun=true', true],
  ])('reads %j as %s', (query, expected) => {
    expect(readDryRun(new URLSearchParams(query))).toBe(expected);
  });

  it.each(['dryRun', 'dryRun=1', 'dryRun=TRUE', 'dryRun=true&dryRun=true', 'dryrun=true', 'dryRun=true&x=1'])(
    'refuses %j, rather than store what should only be checked',
    (query) => {
      expect(() => readDryRun(new URLSearchParams(query))).toThrow(problem('INVALID_REQUEST'));
    },
  );
});
