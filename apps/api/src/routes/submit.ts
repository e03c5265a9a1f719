import { toSubmission } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { IntakeAnswer } from '../core/ports.ts';
import { waitPreferenceOf } from '../core/preferences.ts';
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
  const { deps, requestId, caller } = c.var;
  const answer = await deps.intake.submit({
    method: 'POST',
    ...submission,
    headers: { ...forwardedHeaders(c), ...submission.headers, 'x-request-id': requestId },
    caller,
    requestId,
  });
  const seconds = waitPreferenceOf(c.req.header('prefer'));
  return answer.status === 202 && seconds !== undefined
    ? waitAndAnswer(c, answer, seconds)
    : new Response(answer.body, { status: answer.status, headers: { ...answer.headers } });
}

function forwardedHeaders(c: Context<AppEnv>): Record<string, string> {
  return Object.fromEntries(
    FORWARDED_HEADERS.flatMap((name) => {
      const value = c.req.header(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function waitAndAnswer(c: Context<AppEnv>, answer: IntakeAnswer, seconds: number): Promise<Response> {
  const { location = '', 'preference-applied': applied, ...headers } = answer.headers;
  const { 'retry-after': _, ...lasting } = headers;
  const preferences = [applied, `wait=${seconds}`]
    .filter((preference) => preference !== undefined)
    .join(', ');
  const record = await finished(c, location.slice(location.lastIndexOf('/') + 1), seconds);
  return record === undefined
    ? new Response(answer.body, {
        status: 202,
        headers: { ...headers, location, 'preference-applied': preferences },
      })
    : Response.json(toSubmission(record, c.var.deps.now()), {
        headers: { ...lasting, 'content-location': location, 'preference-applied': preferences },
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
