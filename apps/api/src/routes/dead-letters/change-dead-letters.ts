import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { Change, Changed } from '../../core/dead-letters/change-dead-letters.ts';
import type { DeadLetters } from '../../core/ports.ts';
import { searchSignal } from './search-signal.ts';

/** Runs a change, and logs who took which dead letters out of the queue, even when it fails in between. */
export async function changeDeadLetters(
  c: Context<AppEnv>,
  choice: Change['choice'],
  { message, run }: { message: string; run: (queue: DeadLetters, change: Change) => Promise<Changed> },
): Promise<Changed> {
  const { deps, caller, requestId } = c.var;
  const { queue, removed } = noteRemoved(deps.deadLetters);
  try {
    return await run(queue, { choice, now: deps.now(), signal: searchSignal(c) });
  } finally {
    if (removed.length > 0) {
      deps.log.info(message, { requestId, caller, count: removed.length, ids: removed });
    }
  }
}

/** Notes the ids of what is removed. */
function noteRemoved(deadLetters: DeadLetters) {
  const removed: string[] = [];
  const queue: DeadLetters = {
    receive: () => deadLetters.receive(),
    release: (receipts) => deadLetters.release(receipts),
    resend: (deadLetter) => deadLetters.resend(deadLetter),
    moveAll: () => deadLetters.moveAll(),
    count: () => deadLetters.count(),
    async remove(received) {
      await deadLetters.remove(received);
      removed.push(received.deadLetter.id);
    },
  };
  return { queue, removed };
}
