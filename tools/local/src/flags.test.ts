import { describe, expect, it } from 'vitest';
import { HELP, parseFlags, USAGE, UsageError } from './flags.ts';

describe('parseFlags', () => {
  it('serves the sample catalog from memory by default', () => {
    expect(parseFlags([])).toEqual({ once: false, empty: false, watch: false, inspect: false, help: false });
  });

  it('takes every flag', () => {
    expect(parseFlags(['--once', '--empty', '--help', '--data-dir', 'here'])).toMatchObject({
      once: true,
      empty: true,
      help: true,
      dataDir: 'here',
    });
    expect(parseFlags(['--watch', '--inspect'])).toMatchObject({ watch: true, inspect: true });
  });

  it.each([
    [['--onse'], '--onse'],
    [['--data-dir'], '--data-dir'],
    [['--data-dir='], '--data-dir'],
    [['--once=yes'], '--once'],
    [['extra'], 'extra'],
    [['--watch', '--once'], '--once'],
    [['--inspect'], '--inspect'],
  ])('refuses %j and names it', (args, name) => {
    expect(() => parseFlags(args)).toThrow(UsageError);
    expect(() => parseFlags(args)).toThrow(name);
  });
});

it('explains every flag of the usage, in lines that fit a terminal', () => {
  const explained = HELP.split('\n');

  for (const [flag] of USAGE.matchAll(/--[a-z]+(?:-[a-z]+)*(?=[\] ])/g)) {
    expect([flag, flag === '--yes' || explained.some((line) => line.startsWith(`  ${flag} `))]).toEqual([
      flag,
      true,
    ]);
  }
  expect(Math.max(...HELP.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
});
