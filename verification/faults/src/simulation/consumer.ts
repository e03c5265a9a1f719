import { Accepted } from '@async-catalog/product-schema';
import type { SimulatedFunction } from './lambda.ts';
import { invoke } from './lambda.ts';
import type { Process } from './process.ts';

/** What the processor answers: an HTTP API's structured response. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One thing that a consumer wants: these products taken, by one batch request. */
export interface Wish {
  /** After the history's beginning. */
  readonly atMs: number;
  /** As they are sent; some may not be valid. */
  readonly products: readonly unknown[];
  /** With a key, it repeats the request until it is answered; without one, it gives up. */
  readonly key: string | undefined;
  /** Sends the request so often at once. */
  readonly copies: number;
}

/** What came of it. */
export interface Grant {
  readonly wish: Wish;
  /** When its first request was sent, and when an answer came; virtual time. */
  readonly sentAt: number;
  readonly acceptedAt: number | undefined;
  /** Every 202, in the order of their coming. */
  readonly accepted: readonly Accepted[];
  readonly answers: readonly HttpResult[];
}

export interface ConsumerOptions {
  readonly processor: SimulatedFunction<unknown, HttpResult>;
  readonly newProcess: () => Process;
}

/** Between repeats: at first too short for the hold of an intake that died to be over, later long enough for any outage. */
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 320_000;

/** More than any history gives a reason for. */
const MOST_ATTEMPTS = 50;

/** Lives up to the wish: sends it when its time has come, and again until it is accepted or may not be repeated. */
export async function pursue(wish: Wish, number: number, options: ConsumerOptions): Promise<Grant> {
  await pass(wish.atMs);
  const sentAt = Date.now();
  const answers: HttpResult[] = [];
  const accepted: Accepted[] = [];
  let acceptedAt: number | undefined;

  async function send(): Promise<void> {
    const invoked = await invoke(options.processor, eventOf(wish, number), options.newProcess());
    if (invoked.kind === 'broken') {
      return;
    }
    answers.push(invoked.result);
    if (invoked.result.statusCode === 202) {
      acceptedAt ??= Date.now();
      accepted.push(Accepted.parse(JSON.parse(invoked.result.body)));
    }
  }

  for (let pauseMs = FIRST_PAUSE_MS, attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await Promise.all(Array.from({ length: wish.copies }, send));
    if (accepted.length > 0 || wish.key === undefined) {
      break;
    }
    await pass(pauseMs);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
  return { wish, sentAt, acceptedAt, accepted, answers };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format */
function eventOf({ products, key }: Wish, number: number) {
  const path = '/products/batch';
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      // A submission keeps it: so one can be told to be this wish's, also when no answer came.
      'x-request-id': String(number),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    requestContext: { http: { method: 'POST', path } },
    body: JSON.stringify({ items: products }),
    isBase64Encoded: false,
  };
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
