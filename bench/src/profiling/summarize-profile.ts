import { z } from 'zod';
import type { Profile } from '../results/findings.ts';

/** What `node --cpu-prof` writes: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
export const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof CpuProfile>;

/** Where nothing is done. */
const IDLE = '(idle)';

/** The time that was spent in each package, and in no other that it calls; the largest `limit` of them. */
export function summarizeByPackage(profile: CpuProfile, limit: number): Profile['places'] {
  return summarize(profile, limit, ({ functionName, url }) => placeOf(functionName, url));
}

/** The time that was spent in each function, and in no other that it calls; the largest `limit` of them. */
export function summarizeByFunction(profile: CpuProfile, limit: number): Profile['places'] {
  return summarize(profile, limit, ({ functionName, url }) => {
    const place = placeOf(functionName, url);
    return place.startsWith('(') ? place : `${functionName || 'anonymous'}, ${place}`;
  });
}

type CallFrame = CpuProfile['nodes'][number]['callFrame'];

function summarize(
  { nodes, samples, timeDeltas }: CpuProfile,
  limit: number,
  nameOf: (frame: CallFrame) => string,
): Profile['places'] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [n, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (name !== IDLE) {
      times.set(name, (times.get(name) ?? 0) + (timeDeltas[n] ?? 0));
    }
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([place, time]) => ({ place, share: time / total }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, limit);
}

/** `(garbage collector)` and the like are functions without a file. */
function placeOf(functionName: string, url: string): string {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (name !== undefined) {
    return name;
  }
  if (url.startsWith('node:')) {
    return url;
  }
  return url === '' ? nativeNameOf(functionName) : 'our own code';
}

function nativeNameOf(functionName: string): string {
  return functionName.startsWith('(') ? functionName : '(native code)';
}
