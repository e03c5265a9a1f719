import { readPreferences } from '@async-catalog/http-contract';
import { isComplete, toSubmission } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { IntakeAnswer } from '../deps.ts';
import { mayWait } from '../middleware/caller-limits.ts';

/** Headers that the intake acts on, or refuses; others stay between the consumer and this service. */
const FORWARDED_HEADERS = [
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'prefer',
  'traceparent',
];

/** Parts of the intake's request that can differ from the consumer's. */
interface Submittable {
  readonly path: string;
  readonly query: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Submits to the intake. Returns its answer, or the finished submission if the consumer prefers to wait. */
export async function submit(c: Context<AppEnv>, submittable: Submittable): Promise<Response> {
  // Each use of `c.var` copies all variables.
  const requestId = c.get('requestId');
  const deps = c.get('deps');
  const answer = await deps.intake.submit({
    method: c.req.method,
    ...submittable,
    headers: { ...forwardedHeaders(c), ...submittable.headers, 'x-request-id': requestId },
    caller: c.get('caller'),
    quotas: c.get('quotas') ?? deps.quotas,
    requestId,
  });
  return answer.status === 202
    ? answerAccepted(c, answer)
    : new Response(answer.body, { status: answer.status, headers: { ...answer.headers } });
}

function forwardedHeaders(c: Context<AppEnv>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of FORWARDED_HEADERS) {
    const value = c.req.header(name);
    if (value !== undefined) {
      headers[name] = value;
    }
  }
  return headers;
}

async function answerAccepted(c: Context<AppEnv>, answer: IntakeAnswer): Promise<Response> {
  const { respondAsync, waitSeconds: asked } = readPreferences(c.req.header('prefer'));
  const waitSeconds = asked === undefined || !(await mayWait(c)) ? undefined : asked;
  const { location = '', 'retry-after': _, ...otherHeaders } = answer.headers;
  const record =
    waitSeconds === undefined
      ? undefined
      : await waitUntilFinished(c, location.slice(location.lastIndexOf('/') + 1), waitSeconds);
  // Preferences that were honoured: https://www.rfc-editor.org/rfc/rfc7240#section-3
  const preferences = [
    answer.headers['preference-applied'],
    respondAsync && record === undefined && 'respond-async',
    waitSeconds !== undefined && `wait=${waitSeconds}`,
  ].filter((preference) => typeof preference === 'string');
  const applied = preferences.length > 0 && { 'preference-applied': preferences.join(', ') };
  return record === undefined
    ? new Response(answer.body, { status: 202, headers: { ...answer.headers, ...applied } })
    : Response.json(toSubmission(record, c.var.deps.now()), {
        headers: { ...otherHeaders, 'content-location': location, ...applied },
      });
}

/**
 * Waits for the submission. A failed read isn't an error, because the products are accepted: the answer is
 * then a 202.
 */
async function waitUntilFinished(c: Context<AppEnv>, submissionId: string, seconds: number) {
  const { deps, startedAt, requestId } = c.var;
  const deadline = new Date(startedAt.getTime() + seconds * 1000);
  const { signal } = c.req.raw;
  try {
    return await deps.watchSubmission(submissionId, (record) => record !== undefined && isComplete(record), {
      deadline,
      signal,
    });
  } catch (error) {
    if (!signal.aborted) {
      deps.log.error('waiting for the submission failed', { requestId, submissionId, error });
    }
    return undefined;
  }
}
