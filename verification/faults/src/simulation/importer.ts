import { Import } from '@async-catalog/product-schema';
import {
  createImportClient,
  type ImportClientOptions,
  MAX_ATTEMPTS,
  MAX_PAUSE_MS,
  MIN_PAUSE_MS,
} from './import-client.ts';
import { type ImportPlan, toCsv } from './import-file.ts';
import { importRequestId } from './import-request-id.ts';
import { sleep } from './sleep.ts';
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

const ENDED: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);

/** Creates people who import files through the API that ships, as the command line and the console do. */
export function createImporter(options: ImportClientOptions): Importer {
  const surprises: string[] = [];
  const { send, post, putPart, insist } = createImportClient(options, surprises);

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
