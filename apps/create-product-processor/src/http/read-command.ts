import { NDJSON_MEDIA_TYPE, ProblemError } from '@async-catalog/http-contract';
import type { Context } from 'aws-lambda';
import type { IntakeCommand, Invocation, SubmittedItem } from '../core/intake-command.ts';
import { readBatch, readProduct } from '../core/items/read-json.ts';
import { readLines } from '../core/items/read-lines.ts';
import type { IntakeEvent } from './decode-event.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

/** @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE` */
export function readCommand(event: IntakeEvent, context: Context): IntakeCommand {
  return {
    ...event.command,
    dryRun: readDryRun(event.query),
    key: readIdempotencyKey(event.headers['idempotency-key']),
    items: readItems(event),
    invocation: readInvocation(context),
  };
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

function readItems({ command, headers, body, duplicates }: IntakeEvent): SubmittedItem[] {
  if (headers['content-type'] === NDJSON_MEDIA_TYPE) {
    return readLines(body as string);
  }
  return command.operation === 'product' ? readProduct(body, duplicates) : readBatch(body, duplicates);
}

/** Time for cleaning up after a failure, and for answering. */
const RESERVE_MS = 2000;

function readInvocation(context: Context): Invocation {
  const remainingMs = context.getRemainingTimeInMillis();
  return {
    id: context.awsRequestId,
    endsAt: new Date(Date.now() + remainingMs),
    signal: AbortSignal.timeout(Math.max(0, remainingMs - RESERVE_MS)),
  };
}
