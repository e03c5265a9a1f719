/** Where a function has one core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_OF_ONE_CORE = 1769;

/** Of one invocation, on one whole core. */
export interface Duration {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** How long an invocation takes with the share of a core that a function's memory gives it: what it computes takes longer, not what it waits. */
export function lambdaMs({ wallMs, cpuMs }: Duration, memoryMb: number): number {
  const share = Math.min(1, memoryMb / MB_OF_ONE_CORE);
  return wallMs + cpuMs * (1 / share - 1);
}
