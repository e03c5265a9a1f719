import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { isDryRun } from './dry-run.ts';

describe('isDryRun', () => {
  it.each([
    ['', false],
    ['dryRun=false', false],
    ['dryRun=true', true],
  ])('of %j is %s', (query, expected) => {
    expect(isDryRun(new URLSearchParams(query))).toBe(expected);
  });

  it.each(['dryRun', 'dryRun=1', 'dryRun=TRUE', 'dryRun=true&dryRun=true', 'dryrun=true', 'dryRun=true&x=1'])(
    'refuses %j, rather than store what was only to be checked',
    (query) => {
      expect(() => isDryRun(new URLSearchParams(query))).toThrow(problem('INVALID_REQUEST'));
    },
  );
});
