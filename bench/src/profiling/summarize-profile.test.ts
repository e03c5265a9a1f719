import { describe, expect, it } from 'vitest';
import { type CpuProfile, summarizeByFunction, summarizeByPackage } from './summarize-profile.ts';

const pnpm = 'file:///repo/node_modules/.pnpm/@smithy+core@3.0.0/node_modules/@smithy/core/dist-cjs/index.js';

function profileOf(...frames: [functionName: string, url: string, microseconds: number][]): CpuProfile {
  return {
    nodes: frames.map(([functionName, url], id) => ({ id, callFrame: { functionName, url } })),
    samples: frames.map((_, id) => id),
    timeDeltas: frames.map(([, , time]) => time),
  };
}

describe('summarizeByPackage', () => {
  it('adds up what a package takes, wherever it is installed', () => {
    const profile = profileOf(
      ['serialize', pnpm, 30],
      ['parse', pnpm, 30],
      ['save', 'file:///tmp/handler.mjs', 40],
    );
    expect(summarizeByPackage(profile, 5)).toEqual([
      { place: '@smithy/core', share: 0.6 },
      { place: 'our own code', share: 0.4 },
    ]);
  });

  it('leaves out the time in which nothing was done', () => {
    const profile = profileOf(['(idle)', '', 900], ['(garbage collector)', '', 25], ['send', 'node:net', 75]);
    expect(summarizeByPackage(profile, 5)).toEqual([
      { place: 'node:net', share: 0.75 },
      { place: '(garbage collector)', share: 0.25 },
    ]);
  });

  it('keeps the largest', () => {
    const profile = profileOf(['a', 'node:a', 1], ['b', 'node:b', 3], ['writev', '', 2]);
    expect(summarizeByPackage(profile, 2).map(({ place }) => place)).toEqual(['node:b', '(native code)']);
  });
});

describe('summarizeByFunction', () => {
  it('names the function with its package', () => {
    const profile = profileOf(['serialize', pnpm, 60], ['', 'file:///tmp/handler.mjs', 40]);
    expect(summarizeByFunction(profile, 5).map(({ place }) => place)).toEqual([
      'serialize, @smithy/core',
      'anonymous, our own code',
    ]);
  });
});
