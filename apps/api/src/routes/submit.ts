import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { readBody } from './read-body.ts';

/** What the intake acts on; other headers are between the consumer and this service. */
const FORWARDED_HEADERS = ['content-type', 'idempotency-key', 'prefer', 'traceparent'] as const;

/** Hands a consumer's request on to the intake, body untouched, and gives back its answer. */
export async function submit(c: Context<AppEnv>): Promise<Response> {
  const { deps, requestId, caller } = c.var;
  const answer = await deps.intake.submit({
    method: c.req.method,
    path: c.req.path,
    query: queryOf(c.req.url),
    headers: { ...forwardedHeaders(c), 'x-request-id': requestId },
    body: await readBody(c.req.raw),
    caller,
    requestId,
  });
  return new Response(answer.body, { status: answer.status, headers: { ...answer.headers } });
}

function forwardedHeaders(c: Context<AppEnv>): Record<string, string> {
  const sent = FORWARDED_HEADERS.map((name) => [name, c.req.header(name)] as const);
  return Object.fromEntries(
    sent.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined),
  );
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}
