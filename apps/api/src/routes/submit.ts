import { toSubmission } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { IntakeAnswer } from '../core/ports.ts';
import { preferencesOf } from '../core/preferences.ts';
import { waitForSubmission } from '../core/wait-for-submission.ts';

/** What the intake acts on; other headers are between the consumer and this service. */
const FORWARDED_HEADERS = ['content-type', 'idempotency-key', 'prefer', 'traceparent'];

/** What to hand on to the intake in place of the request's own. */
interface Submission {
  readonly path: string;
  readonly query: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Hands a submission on to the intake, and gives back its answer; or the finished submission, to a consumer that rather waits. */
export async function submit(c: Context<AppEnv>, submission: Submission): Promise<Response> {
  // `c.var` copies everything that there is, each time.
  const requestId = c.get('requestId');
  const answer = await c.get('deps').intake.submit({
    method: 'POST',
    ...submission,
    headers: { ...forwardedHeaders(c), ...submission.headers, 'x-request-id': requestId },
    caller: c.get('caller'),
    requestId,
  });
  return answer.status === 202
    ? answerTaken(c, answer)
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

async function answerTaken(c: Context<AppEnv>, answer: IntakeAnswer): Promise<Response> {
  const { respondAsync, waitSeconds } = preferencesOf(c.req.header('prefer'));
  const { location = '', 'retry-after': _, ...lasting } = answer.headers;
  const record =
    waitSeconds === undefined
      ? undefined
      : await finished(c, location.slice(location.lastIndexOf('/') + 1), waitSeconds);
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
        headers: { ...lasting, 'content-location': location, ...applied },
      });
}

/** `undefined` too when the wait breaks off: the products are taken, and that is what the consumer has to hear. */
async function finished(c: Context<AppEnv>, submissionId: string, seconds: number) {
  const { deps, startedAt, requestId } = c.var;
  const deadline = new Date(startedAt.getTime() + seconds * 1000);
  const { signal } = c.req.raw;
  try {
    return await waitForSubmission(deps, submissionId, { deadline, signal });
  } catch (error) {
    if (!signal.aborted) {
      deps.log.error('wait broken off', { requestId, submissionId, error });
    }
    return undefined;
  }
}
