import { lambdaContext } from '@async-catalog/local-cloud/testing';
import type { Context } from 'aws-lambda';
import { runIn, type Process } from './process.ts';

export interface SimulatedFunction<Event, Result> {
  readonly handler: (event: Event, context: Context) => Promise<Result>;
  readonly timeoutMs: number;
}

/** The end of an invocation; a process that crashed counts as failed. */
export type Invoked<Result> =
  | { readonly kind: 'completed'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Runs the function as one process, until it completes, throws, crashes or times out. */
export async function invoke<Event, Result>(
  { handler, timeoutMs }: SimulatedFunction<Event, Result>,
  event: Event,
  process: Process,
): Promise<Invoked<Result>> {
  const run = async (): Promise<Result> =>
    handler(
      event,
      lambdaContext({ functionName: process.name, awsRequestId: process.id, remainingMs: timeoutMs }),
    );
  const timer = setTimeout(() => process.crash(), timeoutMs);
  const crash = Promise.withResolvers<Invoked<Result>>();
  process.crashSignal.addEventListener('abort', () =>
    crash.resolve({ kind: 'failed', error: new Error(`${process.name} crashed`) }),
  );
  const completion = runIn(process, run).then(
    (result): Invoked<Result> => ({ kind: 'completed', result }),
    (error: unknown): Invoked<Result> => ({ kind: 'failed', error }),
  );
  try {
    return await Promise.race([completion, crash.promise]);
  } finally {
    clearTimeout(timer);
    process.end();
  }
}
