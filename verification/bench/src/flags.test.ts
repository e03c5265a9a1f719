import { describe, expect, it } from 'vitest';
import { FlagError, parseFlags } from './flags.ts';

const known = ['accept', 'worker', 'scale'];

describe('parseFlags', () => {
  it('chooses all parts when none is named', () => {
    expect(parseFlags([], known)).toEqual({
      parts: known,
      quick: false,
      trend: false,
      accept: false,
      help: false,
    });
  });

  it('chooses the parts that are named, in the order of the report', () => {
    expect(parseFlags(['scale', '--quick', 'accept'], known)).toMatchObject({
      parts: ['accept', 'scale'],
      quick: true,
    });
  });

  it('leaves the slow parts out of a quick run, unless they are named', () => {
    const quickest = ['accept', 'worker'];
    expect(parseFlags(['--quick'], known, quickest).parts).toEqual(quickest);
    expect(parseFlags([], known, quickest).parts).toEqual(known);
    expect(parseFlags(['--quick', 'scale'], known, quickest).parts).toEqual(['scale']);
  });

  it('compares the trend alone, and accepts it when told to', () => {
    expect(parseFlags(['trend'], known)).toMatchObject({ parts: [], trend: true, accept: false });
    expect(parseFlags(['trend', '--accept'], known)).toMatchObject({ trend: true, accept: true });
  });

  it.each(['pipeline', '--fast', 'trend accept', 'trend --quick', 'worker --accept', '--accept'])(
    'refuses %s',
    (line) => {
      expect(() => parseFlags(line.split(' '), known)).toThrow(FlagError);
    },
  );

  it('says which parts there are', () => {
    expect(() => parseFlags(['pipeline'], known)).toThrow('accept, worker, scale');
  });
});
