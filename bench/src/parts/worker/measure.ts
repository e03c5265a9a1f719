import { withFreshIds } from '../../bare/fresh-ids.ts';
import type { RecordedCall } from '../../cloud/recorded-call.ts';
import type { Child } from '../../processes/child.ts';
import type { Effort, HandlerApi } from '../../handlers/handler-process.ts';
import { measureInTurn } from '../../measuring/in-turn.ts';
import { messagesOf, queueEvent } from '../../workload/events.ts';
import { productsFrom } from '../../workload/products.ts';

/** What is measured, for a batch of one size, in the order of the rounds. */
export interface BatchEfforts {
  readonly batchSize: number;
  readonly ours: readonly Effort[];
  readonly bare: readonly Effort[];
  /** Products in each of the rounds. */
  readonly products: number;
}

let next = 0;

/** A batch that is a submission of its own, from its first item to its last. */
export function newBatch(batchSize: number): unknown {
  next += batchSize;
  return queueEvent(messagesOf(productsFrom(next, batchSize)));
}

export async function measureBatches(options: {
  readonly batchSize: number;
  /** Batches in a round. */
  readonly batches: number;
  readonly rounds: number;
  /** What ours asks of other services for one such batch. */
  readonly calls: readonly RecordedCall[];
  readonly ours: Child<HandlerApi>;
  readonly bare: Child<HandlerApi>;
  readonly onMeasured: (name: string) => void;
}): Promise<BatchEfforts> {
  const { batchSize, batches, rounds, calls, ours, bare, onMeasured } = options;
  const all = <T>(make: () => T): T[] => Array.from({ length: batches }, make);
  const contenders = [
    {
      name: 'ours',
      measure: () =>
        ours.call(
          'handle',
          all(() => newBatch(batchSize)),
        ),
    },
    {
      name: 'bare',
      measure: () =>
        bare.call(
          'handle',
          all(() => withFreshIds(calls)),
        ),
    },
  ];
  // Warms up.
  for (const { measure } of contenders) {
    await measure();
  }
  const measured = await measureInTurn(contenders, rounds, (name) => onMeasured(`${batchSize}, ${name}`));
  return {
    batchSize,
    ours: measured.get('ours') ?? [],
    bare: measured.get('bare') ?? [],
    products: batches * batchSize,
  };
}
