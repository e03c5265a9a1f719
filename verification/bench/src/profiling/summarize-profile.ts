import type { Profile } from '../results/findings.ts';
import type { SelfTime } from './cpu-profile.ts';

/** Finds the source of a line of a bundle: a file's path or URL, or `undefined` if it is unknown. */
export type FindSource = (url: string, line: number) => string | undefined;

/** Sums up the self time of each package, and keeps the largest `limit`. */
export function summarizeByPackage(
  times: readonly SelfTime[],
  findSource: FindSource,
  limit: number,
): Profile['places'] {
  return summarize(times, limit, (time) => packageOf(time, findSource));
}

/** Sums up the self time of each function, and keeps the largest `limit`. */
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

/** Names a package, a file of Node's or one of ours; `(garbage collector)` and the like have no file. */
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
