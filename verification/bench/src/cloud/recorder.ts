import type { AwsExchange } from '@async-catalog/local-cloud/testing';
import { type RecordedCall, recordedCallOf } from './recorded-call.ts';

/** Records the calls to the endpoints, and how many answers each waited for. */
export function createRecorder() {
  let begun: { call?: RecordedCall }[] = [];
  let answered = 0;
  return {
    begin(): (exchange: AwsExchange) => void {
      const entry: { call?: RecordedCall } = {};
      begun.push(entry);
      const after = answered;
      return (exchange) => {
        answered += 1;
        entry.call = recordedCallOf(exchange, after);
      };
    },
    /** Returns the calls since the last time, in order. All must have been answered. */
    take(): RecordedCall[] {
      const calls = begun.flatMap(({ call }) => call ?? []);
      begun = [];
      answered = 0;
      return calls;
    },
  };
}
