import type { Context } from 'aws-lambda';
import { ProblemError } from '../../core/answering/problem-error.ts';
import { checkJson } from '../../core/reading/check-json.ts';
import { traceparentOf } from '../../core/request/correlation.ts';
import type { IntakeRequest, Invocation, RequestBody } from '../../core/request/intake-request.ts';
import { JSON_MEDIA_TYPE, operationOf } from '../../core/request/operation.ts';
import { callerOf } from './caller-of.ts';
import { mediaTypeOf } from './media-type-of.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { readBody } from './read-body.ts';

/**
 * The request, cheap checks first.
 * @throws {ProblemError} `UNAUTHENTICATED`, `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE`,
 *   `INVALID_REQUEST`, `MALFORMED_JSON`
 */
export function readRequest(event: ProxyEvent, requestId: string, context: Context): IntakeRequest {
  const { method, path, headers, query } = event;
  const operation = operationOf(method, path);
  const caller = callerOf(event.authorizer);
  const mediaType = mediaTypeOf(headers['content-type'], operation);
  return {
    operation,
    mediaType,
    headers,
    query,
    body: mediaType === JSON_MEDIA_TYPE ? checkedJson(readBody(event)) : { text: readBody(event), flaws: [] },
    caller,
    requestId,
    traceparent: traceparentOf(headers),
    invocation: invocationOf(context),
  };
}

function checkedJson(text: string): RequestBody {
  if (text.trim() === '') {
    throw new ProblemError('MALFORMED_JSON', 'The body is empty.');
  }
  const { fault, flaws, parsable } = checkJson(text);
  if (fault !== undefined) {
    throw new ProblemError('MALFORMED_JSON', `At ${fault.detail}.`, { errors: [fault] });
  }
  return { text: parsable, flaws };
}

/** What tidying up after a failure and answering may take. */
const RESERVE_MS = 2000;

function invocationOf(context: Context): Invocation {
  const remainingMs = context.getRemainingTimeInMillis();
  return {
    id: context.awsRequestId,
    endsAt: new Date(Date.now() + remainingMs),
    signal: AbortSignal.timeout(Math.max(0, remainingMs - RESERVE_MS)),
  };
}
