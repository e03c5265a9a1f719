import type { RecordedCall } from '../cloud/recorded-call.ts';

/** Makes a call by a client; `input` is what {@link Sender.prepare} made of the recorded one. */
export interface Sender {
  readonly prepare: (call: RecordedCall) => unknown;
  readonly send: (action: string, input: unknown) => Promise<unknown>;
}

interface PreparedCall extends Pick<RecordedCall, 'action' | 'after'> {
  readonly sender: Sender;
  readonly input: unknown;
}

/**
 * The limit of what a function can do: a handler that makes the same calls, as many at once, and nothing else. `prepare` is for before the
 * time is taken.
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

/** Makes each call as soon as so many of those before it are answered as had been when it was recorded. */
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
