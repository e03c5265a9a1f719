/** A child process that stands for one instance of a function: it loads a handler, and gives it one event after the other. */
import { randomUUID } from 'node:crypto';
import { peakBytes } from './peak-bytes.ts';
import { serveParent } from '../processes/serve-parent.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** What it took to handle some events. */
export interface Effort {
  readonly wallMs: number;
  /** Of all of the process's threads. */
  readonly cpuMs: number;
  /** Since the process started. */
  readonly peakBytes: number;
  /** What the handler answered to the last event. */
  readonly answer: unknown;
}

const TIMEOUT_MS = 60_000;

interface HandlerModule {
  readonly handler: Handler;
  /** What the handler takes, of an event as it came: before the time is taken. */
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
    answer = await handler(event, contextOf());
  }
  const { user, system } = process.cpuUsage(before);
  return {
    wallMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    peakBytes: peakBytes(),
    answer,
  };
}

function contextOf(): unknown {
  const endsAt = Date.now() + TIMEOUT_MS;
  return {
    functionName: 'bench',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bench',
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  };
}

const api = { load, handle };
export type HandlerApi = typeof api;

serveParent(api);
