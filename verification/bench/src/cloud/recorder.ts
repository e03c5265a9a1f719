import type { AwsCall, AwsExchange } from '@async-catalog/local-cloud/testing';
import { callerOf, type RecordedCall, recordedCallOf } from './recorded-call.ts';

/** Records the calls to the endpoints, and how many answers to the same caller each waited for. */
export function createRecorder() {
  let begun: { call?: RecordedCall }[] = [];
  const answered = new Map<string, number>();
  return {
    begin(call: Pick<AwsCall, 'headers'>): (exchange: AwsExchange) => void {
      const entry: { call?: RecordedCall } = {};
      begun.push(entry);
      const by = callerOf(call);
      const after = answered.get(by) ?? 0;
      return (exchange) => {
        answered.set(by, (answered.get(by) ?? 0) + 1);
        entry.call = recordedCallOf(exchange, after);
      };
    },
    /** Returns the calls since the last time, in order. All must have been answered. */
    take(): RecordedCall[] {
      const calls = begun.flatMap(({ call }) => call ?? []);
      begun = [];
      answered.clear();
      return calls;
    },
  };
}
