import { type Answer, API_TIMEOUT_MS, type ApiClientOptions, codeOf, createApiClient } from './api-client.ts';
import { invoke } from './lambda.ts';
import { sleep } from './sleep.ts';
import type { Transport } from './transport.ts';

export interface ImportClientOptions extends ApiClientOptions {
  readonly s3: Transport;
}

export const MIN_PAUSE_MS = 5000;
export const MAX_PAUSE_MS = 900_000;
/** Half a day, more than any outage lasts. */
export const MAX_ATTEMPTS = 56;

const JSON_BODY = { 'content-type': 'application/json' };

/** Answers that another try can change: what is unavailable, or in progress. */
const PASSING: ReadonlySet<number> = new Set([403, 404, 409, 429, 500, 502, 503, 504]);

/** Creates a client of imports, with processes of its own that can crash. `surprises` gets what no fault explains. */
export function createImportClient({ request, s3, newProcess }: ImportClientOptions, surprises: string[]) {
  const send = createApiClient({ request, newProcess });

  async function putPart(url: string, body: string): Promise<Answer | undefined> {
    const { pathname, searchParams } = new URL(url);
    const uploader = {
      async handler() {
        const { response } = await s3.handle({
          method: 'PUT',
          path: pathname,
          query: Object.fromEntries(searchParams),
          headers: {},
          body,
        });
        return { status: response.statusCode, etag: response.headers['etag'] ?? '', body: undefined };
      },
      timeoutMs: API_TIMEOUT_MS,
    };
    const invoked = await invoke(uploader, undefined, newProcess('uploader'));
    return invoked.kind === 'completed' ? invoked.result : undefined;
  }

  /** Tries until it is answered; `undefined` if it never is. */
  async function insist(what: string, once: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    for (let pauseMs = MIN_PAUSE_MS, attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const answer = await once();
      if (answer !== undefined && answer.status < 400) {
        return answer;
      }
      if (codeOf(answer) === 'IMPORT_ENDED') {
        return undefined;
      }
      if (answer !== undefined && !PASSING.has(answer.status)) {
        surprises.push(`${what} got a ${answer.status}: ${JSON.stringify(answer.body)}`);
        return undefined;
      }
      await sleep(pauseMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
    return undefined;
  }

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: JSON.stringify(body), headers: { ...JSON_BODY, ...headers } });

  return { send, post, putPart, insist };
}
