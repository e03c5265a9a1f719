import type { AwsCall, AwsProxyOptions } from '@async-catalog/local-cloud/testing';

export interface KillsInCalls {
  /** Tells which calls show the function's progress. It waits for the answer to each, or for who does. */
  readonly isProgress: (call: AwsCall) => boolean;
  /** Calls from one kill to the next. */
  readonly every: number;
  readonly maxKills: number;
  /** Kills instances of the function, and resolves to the number of invocations that this cut off. */
  readonly kill: () => Promise<number>;
}

/**
 * Kills instances of a function in the middle of its work, from a proxy of the calls. Kills follow its progress, not a clock: however fast
 * the machine is, they come as often, and cut something off.
 */
export function killInCalls({ isProgress, every, maxKills, kill }: KillsInCalls) {
  let calls = 0;
  const kills: Promise<number>[] = [];
  const onCall: AwsProxyOptions['onCall'] = (call) =>
    isProgress(call)
      ? ({ status }) => {
          calls += Number(status === 200);
          if (status === 200 && calls % every === 0 && kills.length < maxKills) {
            kills.push(kill());
          }
        }
      : undefined;
  return {
    onCall,
    async end() {
      const cutOff = (await Promise.all(kills)).reduce((sum, count) => sum + count, 0);
      return { kills: kills.length, cutOff };
    },
  };
}

/** Tells whether a call to DynamoDB is an operation on a table. */
export function isOn(tableName: string, operation: string) {
  return (call: AwsCall): boolean =>
    call.operation === operation && call.body.includes(`"TableName":"${tableName}"`);
}
