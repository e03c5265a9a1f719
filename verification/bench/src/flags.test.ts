import { describe, expect, it } from 'vitest';
import { FlagError, parseFlags } from './flags.ts';

const known = ['accept', 'worker', 'scale'];

describe('parseFlags', () => {
  it('chooses all parts when none is named', () => {
    expect(parseFlags([], known)).toEqual({ parts: known, quick: false, help: false });
  });

  it('chooses the parts that are named, in the order of the report', () => {
    expect(parseFlags(['scale', '--quick', 'accept'], known)).toMatchObject({
      parts: ['accept', 'scale'],
      quick: true,
    });
  });

  it.each([['pipeline'], ['--fast']])('refuses %s', (argument) => {
    expect(() => parseFlags([argument], known)).toThrow(FlagError);
  });

  it('says which parts there are', () => {
    expect(() => parseFlags(['pipeline'], known)).toThrow('accept, worker, scale');
  });
});
