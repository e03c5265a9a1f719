import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LASTING_FAULTS } from './faults/create-faults.ts';
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

  it.each(['table-out', 'tables-throttled', 'bucket-out', 'worker-crashes', 'queue-slow'])(
    'takes the fault %s',
    (fault) => {
      expect(parseFlags(['--fault', fault])).toMatchObject({ once: false, fault });
    },
  );

  it.each(['flood', '', 'toString', 'kill-worker'])('lists the faults that there are to %j', (fault) => {
    const parse = () => parseFlags([`--fault=${fault}`]);

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(JSON.stringify(fault));
    expect(parse).toThrow(/table-out[^]*tables-throttled[^]*bucket-out[^]*worker-crashes[^]*queue-slow/);
  });

  it('refuses a fault of a run that ends at once', () => {
    expect(() => parseFlags(['--once', '--fault', 'bucket-out'])).toThrow(/--fault .*--once/);
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
  expect(Math.max(...explained.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

it.each(Object.entries(LASTING_FAULTS))('says in the help what the fault %s does', (fault, effect) => {
  expect(HELP).toMatch(new RegExp(`^  ${fault} +${effect}$`, 'm'));
});

it('has a drill for each fault', () => {
  const drills = readFileSync(new URL('../../../docs/drills.md', import.meta.url), 'utf8');
  const rehearsed = [...drills.matchAll(/start .*--fault ([a-z-]+)/g)].map(([, fault]) => fault);

  expect(new Set(rehearsed)).toEqual(new Set(Object.keys(LASTING_FAULTS)));
});
