import type { Service } from '../cloud/aws-action.ts';
import type { RecordedCall } from '../cloud/recorded-call.ts';

/** A client that makes recorded calls. */
export interface Sender {
  /** Turns what was recorded on the wire into the input of a command. By default, it is the same. */
  readonly prepare?: (input: RecordedCall['input']) => unknown;
  /** Makes a call, by AWS's name of the operation. */
  readonly calls: Readonly<Record<string, (input: never) => Promise<unknown>>>;
}

export type Senders = Partial<Record<Service, Sender>>;

interface PreparedCall {
  readonly after: number;
  readonly send: () => Promise<unknown>;
}

/**
 * Creates the baseline: a handler that makes the same calls with the same parallelism, and nothing else.
 * `prepare` runs before the clock starts, and throws a `RangeError` for an operation that no sender makes.
 */
export function createReplay(senders: Senders) {
  function prepare(calls: readonly RecordedCall[]): PreparedCall[] {
    return calls.map(({ service, action, after, input: recorded }) => {
      const { prepare: toInput = (same: unknown) => same, calls: known = {} } = senders[service] ?? {};
      const send = known[action];
      if (send === undefined) {
        throw new RangeError(`Nothing here calls ${service} ${action}.`);
      }
      const input = toInput(recorded) as never;
      return { after, send: () => send(input) };
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
        call.send().then(onAnswer, reject);
      }
      if (answered === calls.length) {
        resolve();
      }
    }
    makeCalls();
  });
}
