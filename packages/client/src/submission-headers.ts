import type { BatchOptions } from './catalog-client.ts';
import { given } from './given.ts';
import type { operations } from './openapi.ts';

/** Builds the headers of a submission. */
export function submissionHeaders(
  { idempotencyKey, requestId, traceparent, handling }: BatchOptions,
  wait?: string,
): NonNullable<operations['createProducts']['parameters']['header']> {
  const preferences = [handling && `handling=${handling}`, wait].filter((part) => part !== undefined);
  return given({
    'Idempotency-Key': idempotencyKey,
    Prefer: preferences.length > 0 ? preferences.join(', ') : undefined,
    'X-Request-Id': requestId,
    traceparent,
  });
}
