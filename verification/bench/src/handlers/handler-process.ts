/**
 * A child process that is one instance of a function: it loads a handler and passes it events one by one.
 */
import { lambdaContext } from '@async-catalog/local-cloud/testing/lambda-context';
import { peakBytes } from './peak-bytes.ts';
import { serveParent } from '../processes/serve-parent.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** The cost of handling some events. */
export interface Effort {
  readonly wallMs: number;
  /** Includes all threads of the process. */
  readonly cpuMs: number;
  /** Peak memory since the process started. */
  readonly peakBytes: number;
  /** The handler's answer to the last event. */
  readonly answer: unknown;
}

interface HandlerModule {
  readonly handler: Handler;
  /** Turns an event into the handler's argument, before the clock starts. */
  readonly prepare?: (event: unknown) => unknown;
}

let loaded: HandlerModule | undefined;

async function load(module: string): Promise<void> {
  loaded = (await import(module)) as HandlerModule;
}

async function handle(events: readonly unknown[]): Promise<Effort> {
  const { handler, prepare = (event) => event } = loaded!;
  const prepared = events.map(prepare);
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let answer: unknown;
  for (const event of prepared) {
    answer = await handler(event, lambdaContext({ functionName: 'bench' }));
  }
  const { user, system } = process.cpuUsage(before);
  return {
    wallMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    peakBytes: peakBytes(),
    answer,
  };
}

const api = { load, handle };
export type HandlerApi = typeof api;

serveParent(api);
