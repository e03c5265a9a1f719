import type { QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import type { Scheduler } from 'fast-check';
import type { Delivery } from '../core/delivery.ts';
import { createHandleBatch } from '../core/handle-batch.ts';
import { withFaults, type AtStep } from './faults.ts';
import { createMemoryJournal } from './journal.ts';
import { createMemoryPorts } from './memory-ports.ts';
import { recordOf } from './messages.ts';
import { createSimulatedQueue } from './simulated-queue.ts';

/** What goes wrong in one invocation at its n-th step: the call fails, before it was done or only in its answer, or the worker dies. */
export interface Fault {
  readonly step: number;
  readonly kind: 'call fails' | 'worker dies';
}

export interface Invocation {
  readonly received: readonly number[];
  readonly faults: readonly Fault[];
}

export interface SentMessage {
  readonly message: QueueMessage;
  readonly readable: boolean;
}

const MAX_RECEIVE_COUNT = 3;

export type World = ReturnType<typeof createWorld>;

/** Everything the worker meets, in memory: what intake left, a queue, and workers that run side by side, step by step. */
export function createWorld(sent: readonly SentMessage[]) {
  const memory = createMemoryPorts();
  const { journal } = createMemoryJournal();
  for (const { message } of sent) {
    memory.records.set(message.submissionId, recordOf(message));
  }
  const queue = createSimulatedQueue(
    sent.map(({ message, readable }) => JSON.stringify(readable ? message : { ...message, version: 2 })),
    MAX_RECEIVE_COUNT,
  );
  let invocations = 0;
  let clock = Date.UTC(2026, 0, 31, 10);

  async function invoke({ received, faults }: Invocation, scheduler?: Scheduler): Promise<void> {
    invocations += 1;
    const id = String(invocations).padStart(4, '0');
    const died = Promise.withResolvers<'died'>();
    let dead = false;
    let step = 0;
    const atStep: AtStep = async (name, phase) => {
      await scheduler?.schedule(Promise.resolve(), `${id} ${phase} ${name}`);
      const fault = faults.find((one) => one.step === step);
      step += 1;
      if (dead || fault?.kind === 'worker dies') {
        dead = true;
        died.resolve('died');
        await new Promise(() => {});
      }
      if (fault?.kind === 'call fails') {
        throw new Error(`${phase} ${name}`);
      }
    };
    const { ports } = memory;
    const again = { ...ports.queue, sendAgain: async ({ body }: Delivery) => void queue.send(body) };
    const handleBatch = createHandleBatch({
      ...withFaults({ ...ports, queue: again }, atStep),
      journal,
      isPassing: () => true,
      maxReceiveCount: MAX_RECEIVE_COUNT,
      // Each look at the clock sees another time, the same in each run.
      now: () => new Date((clock += 1)),
      random: () => 0,
    });
    const batch = queue.receive(received);
    const results = await Promise.race([
      handleBatch(
        batch.map(({ delivery }) => delivery),
        { id, remainingMs: () => 60_000 },
      ),
      died.promise,
    ]);
    for (const [n, { message }] of batch.entries()) {
      message.place = results !== 'died' && results[n]?.status === 'fulfilled' ? 'acknowledged' : 'queue';
    }
  }

  return {
    ...memory,
    queue,
    invoke,
    /** Delivers what is left, without faults, until the queue is empty. */
    async drain(): Promise<void> {
      for (let left = queue.at('queue'); left.length > 0; left = queue.at('queue')) {
        await invoke({ received: left.map(({ number }) => number), faults: [] });
      }
    },
    record({ submissionId }: QueueMessage): SubmissionRecord {
      const record = memory.records.get(submissionId);
      if (record === undefined) {
        throw new Error(`no record of ${submissionId}`);
      }
      return record;
    },
  };
}
