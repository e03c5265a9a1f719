import { z } from 'zod';

/**
 * A profile that `node --cpu-prof` writes:
 * https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile
 */
export const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      /** `lineNumber` counts from 0. */
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      /** Hits of each line; lines count from 1. */
      positionTicks: z.array(z.object({ line: z.int(), ticks: z.int() })).optional(),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof CpuProfile>;

/** Time spent on one line of a function, without the functions that it calls. */
export interface SelfTime {
  readonly functionName: string;
  /** Empty if it isn't JavaScript. */
  readonly url: string;
  /** Counts from 1. */
  readonly line: number;
  readonly microseconds: number;
}

/** Function name of samples in which nothing ran. */
const IDLE = '(idle)';

/** Sums up self times by line: a module's top level is one long function, so its name says nothing. */
export function selfTimesOf({ nodes, samples, timeDeltas }: CpuProfile): SelfTime[] {
  const times = new Map<number, number>();
  for (const [n, id] of samples.entries()) {
    times.set(id, (times.get(id) ?? 0) + (timeDeltas[n] ?? 0));
  }
  return nodes
    .filter(({ callFrame }) => callFrame.functionName !== IDLE)
    .flatMap(({ id, callFrame, positionTicks = [] }) => {
      const { functionName, url, lineNumber } = callFrame;
      const time = times.get(id) ?? 0;
      const all = positionTicks.reduce((sum, { ticks }) => sum + ticks, 0);
      return all === 0
        ? [{ functionName, url, line: lineNumber + 1, microseconds: time }]
        : positionTicks.map(({ line, ticks }) => ({
            functionName,
            url,
            line,
            microseconds: (time * ticks) / all,
          }));
    })
    .filter(({ microseconds }) => microseconds > 0);
}
