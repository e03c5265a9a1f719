/**
 * The memory with which a function has one core:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const MB_OF_ONE_CORE = 1769;

/** The cost of one invocation on one whole core. */
export interface Duration {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/**
 * Computes the duration with the share of a core that a function's memory gives it. CPU time gets longer,
 * waits don't.
 */
export function lambdaMs({ wallMs, cpuMs }: Duration, memoryMb: number): number {
  const share = Math.min(1, memoryMb / MB_OF_ONE_CORE);
  return wallMs + cpuMs * (1 / share - 1);
}
