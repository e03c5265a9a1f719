import type { BatchOptions, ChangeOptions } from './catalog-client.ts';
import { given } from './given.ts';
import type { operations } from './openapi.ts';

/** Writes text as a structured header's string (https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3): a bare comma would part two keys. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Builds the headers of a submission. */
export function submissionHeaders(
  { idempotencyKey, requestId, traceparent, handling }: BatchOptions,
  wait?: string,
): NonNullable<operations['createProducts']['parameters']['header']> {
  const preferences = [handling && `handling=${handling}`, wait].filter((part) => part !== undefined);
  return given({
    'Idempotency-Key': idempotencyKey === undefined ? undefined : quoted(idempotencyKey),
    Prefer: preferences.length > 0 ? preferences.join(', ') : undefined,
    'X-Request-Id': requestId,
    traceparent,
  });
}

/** Builds the headers of a change of one product. */
export function changeHeaders({
  ifVersion,
  ...options
}: ChangeOptions): NonNullable<operations['patchProduct']['parameters']['header']> {
  return {
    ...submissionHeaders(options),
    ...given({ 'If-Match': ifVersion === undefined ? undefined : `"${ifVersion}"` }),
  };
}
