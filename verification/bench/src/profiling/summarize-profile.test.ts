import { describe, expect, it } from 'vitest';
import { type CpuProfile, selfTimesOf } from './cpu-profile.ts';
import { summarizeByFunction, summarizeByPackage } from './summarize-profile.ts';

const BUNDLE = 'file:///tmp/handler.mjs';
const SMITHY = '/repo/node_modules/.pnpm/@smithy+core@3.0.0/node_modules/@smithy/core/dist-es/index.js';

type Frame = [functionName: string, url: string, microseconds: number, ticks?: Record<number, number>];

function timesOf(...frames: Frame[]) {
  const profile: CpuProfile = {
    nodes: frames.map(([functionName, url, , ticks = {}], id) => ({
      id,
      callFrame: { functionName, url, lineNumber: 0 },
      positionTicks: Object.entries(ticks).map(([line, count]) => ({ line: Number(line), ticks: count })),
    })),
    samples: frames.map((_, id) => id),
    timeDeltas: frames.map(([, , time]) => time),
  };
  return selfTimesOf(profile);
}

/** The first line of the bundle comes from a package, the second from an app. */
const findSource = (url: string, line: number) =>
  url === BUNDLE ? [SMITHY, '/repo/apps/api/src/app.ts'][line - 1] : undefined;

describe('selfTimesOf', () => {
  it('shares out a function’s time to the lines where it was met', () => {
    expect(timesOf(['', BUNDLE, 100, { 1: 3, 2: 1 }])).toEqual([
      { functionName: '', url: BUNDLE, line: 1, microseconds: 75 },
      { functionName: '', url: BUNDLE, line: 2, microseconds: 25 },
    ]);
  });

  it('takes the function’s first line where no line is known', () => {
    expect(timesOf(['save', BUNDLE, 100])).toEqual([
      { functionName: 'save', url: BUNDLE, line: 1, microseconds: 100 },
    ]);
  });

  it('leaves out the time in which nothing was done', () => {
    expect(timesOf(['(idle)', '', 900])).toEqual([]);
  });
});

describe('summarizeByPackage', () => {
  it('tells by its source where a line of a bundle belongs', () => {
    const times = timesOf(['', BUNDLE, 100, { 1: 3, 2: 1 }]);
    expect(summarizeByPackage(times, findSource, 5)).toEqual([
      { place: '@smithy/core', share: 0.75 },
      { place: 'apps/api', share: 0.25 },
    ]);
  });

  it('names what belongs to Node, and what isn’t JavaScript', () => {
    const times = timesOf(['send', 'node:net', 60], ['(garbage collector)', '', 30], ['writev', '', 10]);
    expect(summarizeByPackage(times, findSource, 5)).toEqual([
      { place: 'node:net', share: 0.6 },
      { place: '(garbage collector)', share: 0.3 },
      { place: '(native code)', share: 0.1 },
    ]);
  });

  it('keeps the largest', () => {
    const times = timesOf(['a', 'node:a', 1], ['b', 'node:b', 3], ['c', 'node:c', 2]);
    expect(summarizeByPackage(times, findSource, 2).map(({ place }) => place)).toEqual(['node:b', 'node:c']);
  });
});

describe('summarizeByFunction', () => {
  it('names the function with its package', () => {
    const times = timesOf(['serialize', BUNDLE, 60, { 1: 1 }], ['', BUNDLE, 40, { 2: 1 }]);
    expect(summarizeByFunction(times, findSource, 5).map(({ place }) => place)).toEqual([
      'serialize, @smithy/core',
      'anonymous, apps/api',
    ]);
  });
});
