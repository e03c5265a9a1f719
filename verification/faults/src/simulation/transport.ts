import { Readable } from 'node:stream';
import type { FaultPlan } from './faults.ts';
import { currentProcess, type Process } from './process.ts';
import type { Randomness } from './randomness.ts';
import type { Answer, Request, Service } from './services/answer.ts';

/** As an SDK client hands it to its transport. */
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

/** What an SDK client has in the place of its HTTP connections. */
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
  /** Makes every second entry of the next batch fail. */
  readonly failHalfOfNextBatch?: () => void;
}

/** A call takes up to so long, which is what makes calls overtake each other. */
const LONGEST_LATENCY_MS = 30;

/** How long the apps' clients wait for an answer, about. */
const PATIENCE_MS = 1900;

/** What nobody waits for any more is done up to so much later. */
const LONGEST_DELAY_MS = 10_000;

/** Takes requests to a simulated service, through whatever the plan has for them. */
export function createTransport(options: TransportOptions): Transport {
  const { service, faults, randomness } = options;

  async function call(request: Request, process: Process): Promise<Answer> {
    const { point, execute } = service.callOf(request);
    const effect = faults.at(point);
    if (effect !== undefined) {
      options.onFault(process, point);
    }
    if (effect === 'dies before') {
      process.die();
      return never();
    }
    const latencyMs = randomness.integer(1, LONGEST_LATENCY_MS);
    if (effect === 'throttled' || effect === 'failed') {
      await pass(latencyMs);
      return service.refuse(effect);
    }
    if (effect === 'late') {
      const delayMs = randomness.integer(1, LONGEST_DELAY_MS);
      setTimeout(() => execute(), PATIENCE_MS + delayMs);
      await pass(PATIENCE_MS);
      throw Object.assign(new Error('simulated silence'), { name: 'TimeoutError' });
    }
    // It is sent, so it is done, whatever becomes of the process meanwhile.
    await pass(effect === 'slow' ? PATIENCE_MS : latencyMs);
    if (effect === 'half fails') {
      options.failHalfOfNextBatch?.();
    }
    const answer = execute();
    if (effect === 'dies after') {
      process.die();
    }
    if (effect === 'answer lost') {
      throw Object.assign(new Error('simulated broken connection'), { code: 'ECONNRESET' });
    }
    return answer;
  }

  return {
    async handle(sent, { abortSignal } = {}) {
      const process = currentProcess();
      const work = process.dead ? never() : call(requestOf(sent), process);
      const [outcome] = await Promise.allSettled([unlessAborted(work, abortSignal)]);
      if (process.dead) {
        return never();
      }
      if (outcome.status === 'rejected') {
        throw outcome.reason;
      }
      return { response: responseOf(outcome.value) };
    },
  };
}

const UTF8 = new TextDecoder();

function requestOf({ method, path, query = {}, headers, body }: HttpRequest): Request {
  const text = typeof body === 'string' ? body : UTF8.decode(body);
  return { method, path, query, headers, body: text, sentAt: Date.now() };
}

/** A stream where the client's caller gets it as such; the SDK takes bytes just as well for everything that it reads by itself. */
function responseOf({ status, body, streamed }: Answer): HttpResponse {
  const bytes = Buffer.from(body);
  return { statusCode: status, headers: {}, body: streamed === true ? Readable.from([bytes]) : bytes };
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

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** What the dead wait for. */
function never(): Promise<never> {
  return new Promise(() => {});
}
