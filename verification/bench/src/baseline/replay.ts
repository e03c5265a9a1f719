import type { RecordedCall } from '../cloud/recorded-call.ts';

/** A client that makes recorded calls; {@link Sender.prepare} builds the `input`. */
export interface Sender {
  readonly prepare: (call: RecordedCall) => unknown;
  readonly send: (action: string, input: unknown) => Promise<unknown>;
}

interface PreparedCall extends Pick<RecordedCall, 'action' | 'after'> {
  readonly sender: Sender;
  readonly input: unknown;
}

/**
 * Creates the baseline: a handler that makes the same calls with the same parallelism, and nothing else.
 * `prepare` runs before the clock starts.
 */
export function createReplay(senders: Partial<Record<RecordedCall['service'], Sender>>) {
  function prepare(calls: readonly RecordedCall[]): PreparedCall[] {
    return calls.map((call) => {
      const sender = senders[call.service];
      if (sender === undefined) {
        throw new RangeError(`Nothing here calls ${call.service}.`);
      }
      return { action: call.action, after: call.after, sender, input: sender.prepare(call) };
    });
  }
  return { prepare, handler };
}

/** Makes each call as soon as the same number of calls has been answered as in the recording. */
function handler(calls: readonly PreparedCall[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let made = 0;
    let answered = 0;
    function onAnswer(): void {
      answered += 1;
      makeCalls();
    }
    function makeCalls(): void {
      for (let call = calls[made]; call !== undefined && call.after <= answered; call = calls[made]) {
        made += 1;
        call.sender.send(call.action, call.input).then(onAnswer, reject);
      }
      if (answered === calls.length) {
        resolve();
      }
    }
    makeCalls();
  });
}
