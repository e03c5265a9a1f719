import { Readable } from 'node:stream';
import type { FaultPlan } from './fault-plan.ts';
import { currentProcess, type Process, runIn } from './process.ts';
import type { Randomness } from './randomness.ts';
import type { Response, Request, Service } from './services/service.ts';
import { sleep } from './sleep.ts';
import { trueNow } from './virtual-time.ts';

/** A request as an SDK client passes it to its request handler. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Readable;
}

/** A request handler for an SDK client, in place of its HTTP connections. */
export interface Transport {
  handle(
    request: HttpRequest,
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<{ response: HttpResponse }>;
}

export interface TransportOptions {
  readonly service: Service;
  readonly faults: FaultPlan;
  readonly randomness: Randomness;
  readonly onFault: (process: Process, point: string) => void;
  readonly failHalfOfNextBatch?: () => void;
}

/** Maximum latency of a call, which lets concurrent calls overtake each other. */
const MAX_LATENCY_MS = 30;

/** About the time after which the apps' clients give up on an attempt. */
const CLIENT_TIMEOUT_MS = 1900;

/** A call that timed out is executed up to this much later. */
const MAX_LATE_MS = 10_000;

/** Sends requests to a simulated service, with the faults of the plan. */
export function createTransport(options: TransportOptions): Transport {
  const { service, faults, randomness } = options;

  async function call(request: Request, process: Process): Promise<Response> {
    const { point, execute } = service.parseCall(request);
    const effect = faults.at(point);
    if (effect !== undefined) {
      options.onFault(process, point);
    }
    if (effect === 'crashes before') {
      process.crash();
      return never();
    }
    const latencyMs = randomness.integer(1, MAX_LATENCY_MS);
    if (effect === 'throttled' || effect === 'failed' || effect === 'denied' || effect === 'gone') {
      await sleep(latencyMs);
      return service.reject(effect);
    }
    if (effect === 'late') {
      const delayMs = randomness.integer(1, MAX_LATE_MS);
      setTimeout(() => void runIn(process, async () => execute()), CLIENT_TIMEOUT_MS + delayMs);
      await sleep(CLIENT_TIMEOUT_MS);
      throw Object.assign(new Error('simulated timeout'), { name: 'TimeoutError' });
    }
    // The call is already sent, so it is executed even if the process crashes meanwhile.
    await sleep(effect === 'slow' ? CLIENT_TIMEOUT_MS : latencyMs);
    if (effect === 'half fails') {
      options.failHalfOfNextBatch?.();
    }
    const response = execute();
    if (effect === 'crashes after') {
      process.crash();
    }
    if (effect === 'response lost') {
      throw Object.assign(new Error('simulated broken connection'), { code: 'ECONNRESET' });
    }
    return effect === 'body breaks off' ? { ...response, breaksOff: true } : response;
  }

  return {
    async handle(sent, { abortSignal } = {}) {
      const process = currentProcess();
      const work = process.crashed ? never() : call(toRequest(sent), process);
      const [outcome] = await Promise.allSettled([unlessAborted(work, abortSignal)]);
      if (process.crashed) {
        return never();
      }
      if (outcome.status === 'rejected') {
        throw outcome.reason;
      }
      return { response: toHttpResponse(outcome.value) };
    },
  };
}

const UTF8 = new TextDecoder();

function toRequest({ method, path, query = {}, headers, body }: HttpRequest): Request {
  const text = typeof body === 'string' ? body : UTF8.decode(body);
  return { method, path, query, headers, body: text, sentAt: trueNow() };
}

/** Converts a response for the SDK. Its body is a stream only if the app reads it as one. */
function toHttpResponse({ status, headers = {}, body, streamed, breaksOff }: Response): HttpResponse {
  const bytes = Buffer.from(body);
  if (breaksOff === true) {
    return { statusCode: status, headers, body: Readable.from(breakOff(bytes)) };
  }
  return { statusCode: status, headers, body: streamed === true ? Readable.from([bytes]) : bytes };
}

function* breakOff(bytes: Buffer): Generator<Buffer> {
  yield bytes.subarray(0, bytes.length / 2);
  throw Object.assign(new Error('simulated broken connection'), { code: 'ECONNRESET' });
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) {
    abort();
  }
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Never resolves, so that the code of a crashed process doesn't continue. */
function never(): Promise<never> {
  return new Promise(() => {});
}
