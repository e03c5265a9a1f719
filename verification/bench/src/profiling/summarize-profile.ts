import type { Profile } from '../results/findings.ts';
import type { SelfTime } from './cpu-profile.ts';

/** Where a line of a bundle comes from: a file's path or URL; `undefined` where that isn't known. */
export type FindSource = (url: string, line: number) => string | undefined;

/** The time that was spent in each package, and in no other that it calls; the largest `limit` of them. */
export function summarizeByPackage(
  times: readonly SelfTime[],
  findSource: FindSource,
  limit: number,
): Profile['places'] {
  return summarize(times, limit, (time) => packageOf(time, findSource));
}

/** The time that was spent in each function, and in no other that it calls; the largest `limit` of them. */
export function summarizeByFunction(
  times: readonly SelfTime[],
  findSource: FindSource,
  limit: number,
): Profile['places'] {
  return summarize(times, limit, (time) => {
    const place = packageOf(time, findSource);
    return place.startsWith('(') ? place : `${time.functionName || 'anonymous'}, ${place}`;
  });
}

function summarize(
  times: readonly SelfTime[],
  limit: number,
  nameOf: (time: SelfTime) => string,
): Profile['places'] {
  const byName = new Map<string, number>();
  for (const time of times) {
    const name = nameOf(time);
    byName.set(name, (byName.get(name) ?? 0) + time.microseconds);
  }
  const total = [...byName.values()].reduce((sum, microseconds) => sum + microseconds, 0);
  return [...byName]
    .map(([place, microseconds]) => ({ place, share: microseconds / total }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, limit);
}

/** A package's name, a file of Node's, one of our own; `(garbage collector)` and the like are functions without a file. */
function packageOf({ functionName, url, line }: SelfTime, findSource: FindSource): string {
  if (url.startsWith('node:')) {
    return url;
  }
  if (url === '') {
    return functionName.startsWith('(') ? functionName : '(native code)';
  }
  const source = findSource(url, line) ?? url;
  const [, installed] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
  const [, own] = /\/((?:apps|packages)\/[^/]+)\//.exec(source) ?? [];
  return installed ?? own ?? 'other code';
}
