import { currentProcess } from './process.ts';
import type { Attributes } from './services/dynamodb.ts';
import { trueNow } from './virtual-time.ts';

/** Watches which process has read since when that a submission or an import is cancelled. */
export function createMarkReads() {
  const firstReads = new Map<string, number>();
  return {
    observe(item: Attributes): void {
      const key = keyOf(currentProcess().id, item['id']?.S ?? '');
      if (item['cancelledAt'] !== undefined && !firstReads.has(key)) {
        firstReads.set(key, trueNow());
      }
    },
    /** Times of the first such reads, by {@link keyOf}. */
    firstReads: firstReads as ReadonlyMap<string, number>,
  };
}

export function keyOf(processId: string, id: string): string {
  return `${processId} ${id}`;
}
