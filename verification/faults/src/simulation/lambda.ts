import type { Context } from 'aws-lambda';
import { runIn, type Process } from './process.ts';

export interface SimulatedFunction<Event, Result> {
  readonly handler: (event: Event, context: Context) => Promise<Result>;
  readonly timeoutMs: number;
}

/** What whoever invokes a function hears of it; of one that died, nothing more. */
export type Invoked<Result> =
  | { readonly kind: 'answered'; readonly result: Result }
  | { readonly kind: 'broken'; readonly error: unknown };

/** Runs the function as one process: until it answers, throws, dies, or its time is over. */
export async function invoke<Event, Result>(
  { handler, timeoutMs }: SimulatedFunction<Event, Result>,
  event: Event,
  process: Process,
): Promise<Invoked<Result>> {
  const endsAt = Date.now() + timeoutMs;
  const timer = setTimeout(() => process.die(), timeoutMs);
  const death = Promise.withResolvers<Invoked<Result>>();
  process.died.addEventListener('abort', () =>
    death.resolve({ kind: 'broken', error: new Error(`${process.name} died`) }),
  );
  const answer = runIn(process, () => handler(event, contextOf(process, endsAt))).then(
    (result): Invoked<Result> => ({ kind: 'answered', result }),
    (error: unknown): Invoked<Result> => ({ kind: 'broken', error }),
  );
  try {
    return await Promise.race([answer, death.promise]);
  } finally {
    clearTimeout(timer);
    process.end();
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf({ id, name }: Process, endsAt: number): Context {
  return {
    awsRequestId: id,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    memoryLimitInMB: '512',
    logGroupName: name,
    logStreamName: name,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => endsAt - Date.now(),
    done() {},
    fail() {},
    succeed() {},
  };
}
