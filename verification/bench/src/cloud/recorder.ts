import type { Exchange } from './aws-action.ts';
import { type RecordedCall, recordedCallOf } from './recorded-call.ts';

/** Writes down what is asked of the endpoints, and what each request had to wait for. */
export function createRecorder() {
  let begun: { call?: RecordedCall }[] = [];
  let answered = 0;
  return {
    begin(): (exchange: Exchange) => void {
      const entry: { call?: RecordedCall } = {};
      begun.push(entry);
      const after = answered;
      return (exchange) => {
        answered += 1;
        entry.call = recordedCallOf(exchange, after);
      };
    },
    /** In the order in which they were made, since the last time. All have to be answered. */
    take(): RecordedCall[] {
      const calls = begun.flatMap(({ call }) => call ?? []);
      begun = [];
      answered = 0;
      return calls;
    },
  };
}
