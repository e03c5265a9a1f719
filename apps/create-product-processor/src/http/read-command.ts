import { MIMEType } from 'node:util';
import {
  JSON_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  ProblemError,
  readPreferences,
} from '@async-catalog/http-contract';
import type { Context } from 'aws-lambda';
import type { IntakeCommand, Operation } from '../core/intake-command.ts';
import type { ProxyEvent } from './proxy-event.ts';

/**
 * Reads the rest of the command.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readCommand(
  { query, headers }: ProxyEvent,
  known: Omit<IntakeCommand, 'handling' | 'dryRun' | 'key' | 'invocation'>,
  context: Context,
): IntakeCommand {
  return {
    ...known,
    handling: known.operation === 'batch' ? readPreferences(headers['prefer']).handling : undefined,
    dryRun: readDryRun(query),
    key: readIdempotencyKey(headers['idempotency-key']),
    invocation: readInvocation(context),
  };
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '/products': 'product',
  '/products/batch': 'batch',
};

/**
 * Reads the operation from method and path. API Gateway can put a stage or a base path before the path:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`
 */
export function readOperation(method: string, path: string): Operation {
  const known = Object.entries(OPERATIONS).find(([suffix]) => path.endsWith(suffix));
  if (known === undefined) {
    throw new ProblemError('NOT_FOUND', `Send to ${Object.keys(OPERATIONS).join(' or ')}.`);
  }
  if (method !== 'POST') {
    throw new ProblemError('METHOD_NOT_ALLOWED', 'Use POST.', { headers: { allow: 'POST' } });
  }
  return known[1];
}

const MEDIA_TYPES: Readonly<Record<Operation, readonly string[]>> = {
  product: [JSON_MEDIA_TYPE],
  batch: [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE],
};

/**
 * Reads the media type of the body, without parameters; JSON of any kind (`application/problem+json`) is
 * JSON.
 * @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE` where the operation doesn't take it, or it isn't UTF-8.
 */
export function readMediaType(contentType: string | undefined, operation: Operation): string {
  const sent = parseMimeType(contentType ?? '');
  const essence = sent?.essence.replace(/^application\/.+\+json$/, JSON_MEDIA_TYPE) ?? '';
  const charset = sent?.params.get('charset')?.toLowerCase() ?? 'utf-8';
  const mediaTypes = MEDIA_TYPES[operation];
  if (!mediaTypes.includes(essence) || charset !== 'utf-8') {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `Send ${mediaTypes.join(' or ')}, in UTF-8.`, {
      // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
      headers: { accept: mediaTypes.join(', ') },
    });
  }
  return essence;
}

function parseMimeType(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}

/**
 * Reads `dryRun`. An unknown parameter is refused: a misspelled `dryRun` must not become a submission.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readDryRun(query: URLSearchParams): boolean {
  const unknown = query.keys().find((name) => name !== 'dryRun');
  if (unknown !== undefined) {
    throw new ProblemError('INVALID_REQUEST', 'The only query parameter is dryRun.');
  }
  const [value = 'false', ...more] = query.getAll('dryRun');
  if (more.length > 0 || (value !== 'true' && value !== 'false')) {
    throw new ProblemError('INVALID_REQUEST', 'dryRun is true or false.');
  }
  return value === 'true';
}

const MAX_KEY_LENGTH = 255;

/** https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3 */
const QUOTED = /^"((?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\["\\])*)"$/;
const PRINTABLE = /^[\x20-\x7E]*$/;

/**
 * Reads an `Idempotency-Key` header, 1 to 255 printable characters: a string in quotes, as
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07#section-2.1 has it, or
 * bare, as many send it.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) {
    return undefined;
  }
  const sent = header.trim();
  const key = sent.startsWith('"') ? QUOTED.exec(sent)?.[1]?.replaceAll(/\\(.)/g, '$1') : sent;
  if (key === undefined || key === '' || key.length > MAX_KEY_LENGTH || !PRINTABLE.test(key)) {
    throw new ProblemError(
      'INVALID_REQUEST',
      `Idempotency-Key takes 1 to ${MAX_KEY_LENGTH} printable characters.`,
    );
  }
  return key;
}

/** Time for cleaning up after a failure, and for answering. */
const RESERVE_MS = 2000;

function readInvocation(context: Context): IntakeCommand['invocation'] {
  const remainingMs = context.getRemainingTimeInMillis();
  return {
    id: context.awsRequestId,
    endsAt: new Date(Date.now() + remainingMs),
    signal: AbortSignal.timeout(Math.max(0, remainingMs - RESERVE_MS)),
  };
}
