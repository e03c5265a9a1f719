import {
  type BodyMediaType,
  JSON_MEDIA_TYPE,
  MERGE_PATCH_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  ProblemError,
  readIdempotencyKey,
  readMediaType,
  readPreferences,
} from '@async-catalog/http-contract';
import { chunkKey, SubmissionId, submissionIdForKey } from '@async-catalog/product-schema';
import type { Context } from 'aws-lambda';
import type { IntakeCommand, Operation } from '../core/intake-command.ts';
import type { ProductTarget } from './product-target.ts';
import type { IdentifiedEvent, ProxyEvent } from './proxy-event.ts';

/**
 * Reads the rest of the command.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readCommand(
  event: IdentifiedEvent,
  known: Pick<IntakeCommand, 'operation' | 'caller' | 'quotas' | 'requestId' | 'traceparent'>,
  target: ProductTarget | undefined,
  context: Context,
): IntakeCommand {
  const { path, query, headers } = event;
  const { operation } = known;
  const hasHandling = operation === 'batch' || operation === 'retry';
  return {
    ...known,
    ...readIdentity(event, known),
    retryOf: operation === 'retry' ? readRetriedId(path) : undefined,
    handling: hasHandling ? readPreferences(headers['prefer']).handling : undefined,
    dryRun: readDryRun(query, target !== undefined && 'sku' in target ? ['sku'] : []),
    invocation: readInvocation(context),
  };
}

/** Reads the id and the key of the submission. A chunk brings both; any other's id follows from its key, if it has one. */
function readIdentity(
  { headers, submissionId, chunk }: IdentifiedEvent,
  { operation, caller }: Pick<IntakeCommand, 'operation' | 'caller'>,
): Pick<IntakeCommand, 'submissionId' | 'key' | 'chunk'> {
  if (operation === 'chunk' && chunk !== undefined) {
    return { submissionId: chunk.submissionId, key: chunkKey(chunk), chunk };
  }
  const key = readIdempotencyKey(headers['idempotency-key']);
  return {
    submissionId: key === undefined ? submissionId : submissionIdForKey(caller, key),
    key,
    chunk: undefined,
  };
}

/** Operation of a route, and what it does to the product that the URL names, where it names one. */
export interface Route {
  readonly operation: Operation;
  readonly op?: ProductTarget['op'];
}

const CHANGES = {
  PATCH: { operation: 'product', op: 'patch' },
  DELETE: { operation: 'product', op: 'delete' },
} as const;

/** Routes by path and method; the first path that matches counts. */
const ROUTES: readonly (readonly [RegExp, Readonly<Record<string, Route>>])[] = [
  [/\/products$/, { POST: { operation: 'product' }, ...CHANGES }],
  [/\/products\/batch$/, { POST: { operation: 'batch' } }],
  [/\/products\/[^/]+$/, CHANGES],
];

const RETRY = /^\/submissions\/([^/]+)\/retry$/;

/** @throws {ProblemError} `NOT_FOUND` */
function readRetriedId(path: string): SubmissionId {
  const { data } = SubmissionId.safeParse(RETRY.exec(path)?.[1]);
  if (data === undefined) {
    throw notFound();
  }
  return data;
}

/**
 * Reads the route from method and path. Only the API may retry: it names products by their ids, which it
 * has checked to be the caller's own; and only the file splitter sends a chunk. API Gateway can put a stage or a base path
 * before the path: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`
 */
export function readRoute({
  method,
  path,
  fromApi,
  chunk,
}: Pick<ProxyEvent, 'method' | 'path' | 'fromApi'> & Partial<Pick<ProxyEvent, 'chunk'>>): Route {
  if (
    chunk !== undefined &&
    method === 'POST' &&
    path === `/imports/${chunk.importId}/chunks/${chunk.number}`
  ) {
    return { operation: 'chunk' };
  }
  if (fromApi && RETRY.test(path)) {
    return { operation: 'retry' };
  }
  const [, methods] = ROUTES.find(([pattern]) => pattern.test(path)) ?? [];
  if (methods === undefined) {
    throw notFound();
  }
  const route = methods[method];
  if (route === undefined) {
    const allow = Object.keys(methods).join(', ');
    throw new ProblemError('METHOD_NOT_ALLOWED', `Use ${allow}.`, { headers: { allow } });
  }
  return route;
}

function notFound(): ProblemError {
  return new ProblemError('NOT_FOUND', 'Send to /products or /products/batch.');
}

const PATCH_MEDIA_TYPES: readonly BodyMediaType[] = [MERGE_PATCH_MEDIA_TYPE, JSON_MEDIA_TYPE];

const MEDIA_TYPES: Readonly<Record<Operation, readonly BodyMediaType[]>> = {
  product: [JSON_MEDIA_TYPE],
  batch: [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE],
  retry: [JSON_MEDIA_TYPE],
  chunk: [JSON_MEDIA_TYPE],
};

/** @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE` where the operation doesn't take it. */
export function readBodyType(contentType: string | undefined, { operation, op }: Route): BodyMediaType {
  return readMediaType(contentType, op === 'patch' ? PATCH_MEDIA_TYPES : MEDIA_TYPES[operation]);
}

/**
 * Reads `dryRun`. An unknown parameter is refused: a misspelled `dryRun` must not become a submission.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readDryRun(query: URLSearchParams, others: readonly string[] = []): boolean {
  const known = ['dryRun', ...others];
  if (query.keys().some((name) => !known.includes(name))) {
    throw new ProblemError('INVALID_REQUEST', `The only query parameters are: ${known.join(', ')}.`);
  }
  const [value = 'false', ...more] = query.getAll('dryRun');
  if (more.length > 0 || (value !== 'true' && value !== 'false')) {
    throw new ProblemError('INVALID_REQUEST', 'dryRun is true or false.');
  }
  return value === 'true';
}

/** Time for cleaning up after a failure, and for answering. */
const RESERVE_MS = 2000;

/** Time for answering alone; more than middy's `timeoutEarlyInMillis`. */
const ANSWER_MS = 500;

function readInvocation(context: Context): IntakeCommand['invocation'] {
  const remainingMs = context.getRemainingTimeInMillis();
  return {
    id: context.awsRequestId,
    endsAt: new Date(Date.now() + remainingMs),
    signal: AbortSignal.timeout(Math.max(0, remainingMs - RESERVE_MS)),
    cleanupSignal: AbortSignal.timeout(Math.max(0, remainingMs - ANSWER_MS)),
  };
}
