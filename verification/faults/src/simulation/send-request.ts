import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import { Accepted } from '@async-catalog/product-schema';
import type { SimulatedFunction } from './lambda.ts';
import { invoke } from './lambda.ts';
import type { Process } from './process.ts';
import { sleep } from './sleep.ts';
import { trueNow } from './virtual-time.ts';

/** A response of the processor, as API Gateway expects it. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A batch request that a client makes, and when and how often it sends it. */
export interface ClientRequest {
  /** Milliseconds since the start of the history. */
  readonly atMs: number;
  /** Some may be invalid. */
  readonly products: readonly unknown[];
  /**
   * With an idempotency key, the client repeats the request until it is accepted; without one, it sends it
   * once.
   */
  readonly key: string | undefined;
  /** It comes from a consumer with the client that ships, through the API. */
  readonly isConsumer?: boolean;
  /** Times after it at which its submissions are cancelled, in milliseconds. */
  readonly cancelsAfterMs?: readonly number[];
  /** The number of copies that are sent at the same time. */
  readonly copies: number;
}

export interface ClientResult {
  readonly request: ClientRequest;
  readonly sentAt: number;
  readonly acceptedAt: number | undefined;
  /** The body of every 202, in order. */
  readonly accepted: readonly Accepted[];
  readonly responses: readonly HttpResult[];
}

export interface SendOptions {
  readonly processor: SimulatedFunction<unknown, HttpResult>;
  readonly newProcess: () => Process;
}

/** First pause, shorter than the claim of a crashed intake lasts. Later ones grow beyond any outage. */
const MIN_PAUSE_MS = 5000;
const MAX_PAUSE_MS = 900_000;

/** Limit of attempts: half a day, more than any history needs. */
const MAX_ATTEMPTS = 56;

/** Sends a request at its time and, if it has a key, again until it is accepted. */
export async function sendRequest(
  request: ClientRequest,
  number: number,
  options: SendOptions,
): Promise<ClientResult> {
  await sleep(request.atMs);
  const sentAt = trueNow();
  const responses: HttpResult[] = [];
  const accepted: Accepted[] = [];
  let acceptedAt: number | undefined;

  async function send(): Promise<void> {
    const invoked = await invoke(options.processor, buildEvent(request, number), options.newProcess());
    if (invoked.kind === 'failed') {
      return;
    }
    responses.push(invoked.result);
    if (invoked.result.statusCode === 202) {
      acceptedAt ??= trueNow();
      accepted.push(Accepted.parse(JSON.parse(invoked.result.body)));
    }
  }

  for (let pauseMs = MIN_PAUSE_MS, attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await Promise.all(Array.from({ length: request.copies }, send));
    if (accepted.length > 0 || request.key === undefined) {
      break;
    }
    await sleep(pauseMs);
    pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
  }
  return { request, sentAt, acceptedAt, accepted, responses };
}

function buildEvent({ products, key }: ClientRequest, number: number) {
  return httpApiEvent({
    path: '/products/batch',
    headers: {
      // The record of a submission keeps it, so it leads back to this request even if no response arrived.
      'x-request-id': String(number),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: { items: products },
  });
}
