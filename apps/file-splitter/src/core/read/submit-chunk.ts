import { ProcessorUnavailableError } from '../errors.ts';
import type { ChunkAnswer, ChunkRequest, SplitterPorts } from '../ports.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/** Computes how long to wait after the n-th failure, from 0: 200 ms, doubled up to 10 s, less up to half at random. */
function backoff(failures: number, random: () => number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (1 - random() / 2);
}

/**
 * Submits a chunk, again and again while the processor doesn't take it, until `stop` aborts.
 * @throws {ProcessorUnavailableError} when there is no time left.
 */
export function createSubmitChunk({
  processor,
  wait,
  random,
}: Pick<SplitterPorts, 'processor' | 'wait' | 'random'>) {
  return async (chunk: ChunkRequest, stop: AbortSignal, calls: AbortSignal): Promise<ChunkAnswer> => {
    for (let failures = 0; ; failures += 1) {
      try {
        return await processor.submit(chunk, calls);
      } catch (error) {
        if (!(error instanceof ProcessorUnavailableError) || stop.aborted) {
          throw error;
        }
        await wait(backoff(failures, random), stop);
        if (stop.aborted) {
          throw error;
        }
      }
    }
  };
}
