import { Import } from '@async-catalog/product-schema';
import { type ImportPlan, toCsv } from './import-file.ts';
import { invoke } from './lambda.ts';
import type { Process } from './process.ts';
import { sleep } from './sleep.ts';
import type { Transport } from './transport.ts';
import { trueNow } from './virtual-time.ts';

export interface ImportResult {
  readonly plan: ImportPlan;
  /** Time of the first request that could start it. */
  startSentAt: number;
  /** A start was answered. */
  isStarted: boolean;
  /** The import as it was seen last. */
  seen: Import | undefined;
}

export interface Importer {
  /** Imports a file, again and again until it is taken, and follows the import. */
  importFile(plan: ImportPlan, number: number): Promise<ImportResult>;
  readonly surprises: readonly string[];
}

interface ImporterOptions {
  readonly request: (path: string, init: RequestInit) => Promise<Response>;
  readonly s3: Transport;
  readonly newProcess: (name: string) => Process;
}

const MIN_PAUSE_MS = 5000;
const MAX_PAUSE_MS = 900_000;
/** Half a day, more than any outage lasts. */
const MAX_ATTEMPTS = 56;

const API_TIMEOUT_MS = 29_000;
const JSON_BODY = { 'content-type': 'application/json' };
const ENDED: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);

/** Answers that another try can change: what is unavailable, or in progress. */
const PASSING: ReadonlySet<number> = new Set([403, 404, 409, 429, 500, 502, 503, 504]);

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: unknown;
}

/** Creates people who import files through the API that ships, as the command line and the console do. */
export function createImporter({ request, s3, newProcess }: ImporterOptions): Importer {
  const surprises: string[] = [];

  /** Sends one request; `undefined` where no answer comes. */
  async function send(path: string, init: RequestInit): Promise<Answer | undefined> {
    const api = {
      async handler() {
        const response = await request(path, init);
        return { status: response.status, etag: '', body: await response.json() };
      },
      timeoutMs: API_TIMEOUT_MS,
    };
    const invoked = await invoke(api, undefined, newProcess('api'));
    return invoked.kind === 'completed' ? invoked.result : undefined;
  }

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

  async function upload(created: Import, csv: string, copies: number): Promise<void> {
    for (const { number, url } of created.upload?.parts ?? []) {
      const put = await insist('a part', async () => {
        const puts = await Promise.all(Array.from({ length: copies }, () => putPart(url, csv)));
        return puts.find((answer) => answer?.status === 200) ?? puts[0];
      });
      await insist('the report of a part', () =>
        post(`/imports/${created.importId}/parts`, { number, etag: put?.etag ?? '' }),
      );
    }
  }

  async function start(result: ImportResult, id: string): Promise<void> {
    result.startSentAt = trueNow();
    const answers = await Promise.all(
      Array.from({ length: result.plan.copies }, () =>
        insist('a start', () => post(`/imports/${id}/start`, {})),
      ),
    );
    result.isStarted = answers.some((answer) => answer !== undefined);
  }

  /** Looks at an import, and checks what it sees. */
  async function look(result: ImportResult, id: string): Promise<boolean> {
    const answer = await insist('a look', () => send(`/imports/${id}`, { method: 'GET' }));
    if (answer === undefined) {
      return false;
    }
    const seen = Import.parse(answer.body);
    const { total, ...counts } = seen.counts;
    if (Object.values(counts).reduce((sum, count) => sum + count, 0) !== total || counts.pending < 0) {
      surprises.push(`import ${id} was seen with counts that do not add up: ${JSON.stringify(seen.counts)}`);
    }
    if (total > result.plan.rows.length) {
      surprises.push(`import ${id} was seen with ${total} of ${result.plan.rows.length} rows`);
    }
    result.seen = seen;
    return ENDED.has(seen.status);
  }

  async function follow(result: ImportResult, id: string): Promise<void> {
    for (let pauseMs = MIN_PAUSE_MS, attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      if (await look(result, id)) {
        return;
      }
      await sleep(pauseMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
  }

  async function cancel({ cancelAfterMs }: ImportPlan, id: string): Promise<void> {
    if (cancelAfterMs !== undefined) {
      await sleep(cancelAfterMs);
      await insist('a cancellation', () => post(`/imports/${id}/cancel`, {}));
    }
  }

  return {
    surprises,
    async importFile(plan, number) {
      await sleep(plan.atMs);
      const result: ImportResult = { plan, startSentAt: trueNow(), isStarted: false, seen: undefined };
      const csv = toCsv(plan.rows);
      const headers = { 'idempotency-key': `import-${number}`, 'x-request-id': importRequestId(number) };
      const answer = await insist('an import', () =>
        plan.isDirect
          ? send('/imports', {
              method: 'POST',
              body: csv,
              headers: {
                ...headers,
                'content-type': 'text/csv',
                'content-length': String(Buffer.byteLength(csv)),
              },
            })
          : post('/imports', { fileName: 'products.csv', size: Buffer.byteLength(csv) }, headers),
      );
      if (answer === undefined) {
        return result;
      }
      const created = Import.parse(answer.body);
      const id = created.importId;
      if (plan.isDirect) {
        result.isStarted = true;
        await cancel(plan, id);
      } else {
        await upload(created, csv, plan.copies);
        await Promise.all([start(result, id), cancel(plan, id)]);
      }
      if (plan.polls && result.isStarted) {
        await follow(result, id);
      }
      return result;
    },
  };
}

function codeOf(answer: Answer | undefined): unknown {
  return (answer?.body as { readonly code?: unknown } | undefined)?.code;
}

const PREFIX = 'import-';

export function importRequestId(number: number): string {
  return `${PREFIX}${number}`;
}

/** Reads which import of the history a record comes from; `undefined` for one of an ordinary request. */
export function importNumberOf(requestId: string): number | undefined {
  return requestId.startsWith(PREFIX) ? Number(requestId.slice(PREFIX.length)) : undefined;
}
