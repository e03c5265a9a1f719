import { describe, expect, it } from 'vitest';
import { parseFlags, UsageError } from './flags.ts';

describe('parseFlags', () => {
  it('serves the sample catalog from memory by default', () => {
    expect(parseFlags([])).toEqual({ once: false, empty: false });
  });

  it('takes every flag', () => {
    expect(parseFlags(['--once', '--empty', '--data-dir', 'here'])).toEqual({
      once: true,
      empty: true,
      dataDir: 'here',
    });
  });

  it.each([
    [['--onse'], '--onse'],
    [['--data-dir'], '--data-dir'],
    [['--data-dir='], '--data-dir'],
    [['--once=yes'], '--once'],
    [['extra'], 'extra'],
  ])('refuses %j and names it', (args, name) => {
    expect(() => parseFlags(args)).toThrow(UsageError);
    expect(() => parseFlags(args)).toThrow(name);
  });
});
