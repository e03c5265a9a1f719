import { setImmediate as turn } from 'node:timers/promises';
import {
  buildChunk,
  countsOf,
  type ImportId,
  type ImportMessage,
  type ImportRecord,
  isImportComplete,
  MAX_BATCH_ITEMS,
  type ItemResult,
  parseOperation,
  productIdOf,
  type RejectedItem,
  type SubmissionId,
  SubmissionRecord,
  submissionTimes,
} from '@async-catalog/product-schema';
import { z } from 'zod';
import type { ReportFile, SplitterPorts, SplitterTelemetry } from '../core/ports.ts';
import type { DryEntry } from '../core/read/dry-entries.ts';
import type { MessageQueue } from '../sqs/handle-event.ts';

export type Ports = SplitterPorts & { readonly messages: MessageQueue };

const Body = z.object({
  rows: z.array(
    z.object({
      line: z.number(),
      value: z.record(z.string(), z.unknown()),
      errors: z.array(z.unknown()).optional(),
    }),
  ),
});

interface Submission {
  readonly chunk: number;
  readonly importId: ImportId;
  readonly body: string;
  record: SubmissionRecord;
  readonly results: ItemResult[];
  readonly rejected: RejectedItem[];
}

/** Creates everything that the splitter calls, in memory: each call is atomic, as one to AWS is. */
export function createMemoryPorts() {
  const imports = new Map<ImportId, ImportRecord>();
  const sources = new Map<ImportId, Uint8Array>();
  const submissions = new Map<SubmissionId, Submission>();
  const dryChunks = new Map<string, readonly DryEntry[]>();
  const files = new Map<string, { text: string; settlements: number }>();
  const queued: ImportMessage[] = [];
  const delays: number[] = [];
  const lines: (readonly [event: string, ...facts: unknown[]])[] = [];
  const reused: number[] = [];
  const products = new Map<string, Record<string, unknown>>();

  const change = (id: ImportId, fields: Partial<ImportRecord>): ImportRecord => {
    const record = { ...imports.get(id)!, ...fields };
    imports.set(id, record);
    return record;
  };

  function take(number: number, body: string, owner: ImportRecord): Submission {
    const { submissionId } = buildChunk(owner.id, number, owner.startedAt!);
    const known = submissions.get(submissionId);
    if (known !== undefined) {
      return known;
    }
    const { rejected, results } = checkRows(submissionId, body);
    const record = SubmissionRecord.parse({
      id: submissionId,
      caller: owner.caller,
      requestId: owner.requestId,
      total: results.length + rejected.length,
      rejected: rejected.length,
      rejectedIndexes: new Set(rejected.map(({ index }) => index)),
      ...submissionTimes(new Date(owner.startedAt!)),
      queuedAt: owner.startedAt,
      importId: owner.id,
      chunk: number,
      ...(results.length === 0 && { completedAt: owner.startedAt }),
    });
    const taken = { chunk: number, importId: owner.id, body, record, results, rejected };
    submissions.set(submissionId, taken);
    return taken;
  }

  const ports: Ports = {
    imports: {
      get: async (id) => imports.get(id),
      async begin(id) {
        const record = imports.get(id);
        return record && change(id, { begunAt: record.begunAt ?? '2026-01-31T10:00:31.000Z' });
      },
      async advance(id, { checkpoint, items, skippedRows, results, receives, isEnd }) {
        const record = imports.get(id)!;
        if ((record.checkpoint?.chunk ?? 0) > checkpoint.chunk) {
          return undefined;
        }
        return change(id, {
          checkpoint,
          items,
          skippedRows,
          chunks: { ...record.chunks, ...results },
          progressReceives: receives,
          progressAt: ports.now().toISOString(),
          ...(isEnd && { chunkTotal: checkpoint.chunk }),
        });
      },
      async end(id, { chunkTotal, failure }) {
        const record = imports.get(id)!;
        return (record.chunkTotal ?? -1) < chunkTotal
          ? change(id, { chunkTotal, failure: record.failure ?? failure })
          : record;
      },
      async settleChunk(id, number, result) {
        const { chunks } = imports.get(id)!;
        if ((chunks[number]?.settlements ?? -1) < result.settlements) {
          change(id, { chunks: { ...chunks, [number]: result } });
        }
      },
      async markReported({ id, reportedSettlements: before }, reportedSettlements, completedAt) {
        const record = imports.get(id)!;
        if (record.reportedSettlements !== before) {
          return false;
        }
        change(id, { reportedSettlements, completedAt: record.completedAt ?? completedAt });
        return true;
      },
    },
    sources: {
      async *read({ id }, start) {
        const bytes = sources.get(id)!;
        for (let at = start; at < bytes.length; at += 100_003) {
          await turn();
          yield bytes.subarray(at, at + 100_003);
        }
      },
    },
    processor: {
      async submit({ record, number, body }) {
        await turn();
        if (record.options.dryRun) {
          const { rejected } = checkRows(buildChunk(record.id, number, record.startedAt).submissionId, body);
          return { kind: 'checked', rejected, warnings: [] };
        }
        const taken = take(number, body, record);
        if (taken.body !== body) {
          reused.push(number);
          return { kind: 'reused' };
        }
        return { kind: 'taken', queued: taken.results.length > 0 };
      },
    },
    submissions: {
      find: async (ids) =>
        new Map(
          ids.flatMap((id) => (submissions.has(id) ? [[id, submissions.get(id)!.record] as const] : [])),
        ),
      async settleFailed({ id, settlements }, indexes, settledAt) {
        const submission = submissions.get(id)!;
        const { record } = submission;
        if (record.settlements !== settlements || record.queuedAt !== undefined) {
          return undefined;
        }
        submission.record = {
          ...record,
          failed: new Set([...(record.failed ?? []), ...indexes]),
          settlements: settlements + 1,
          settledAt,
          completedAt: record.completedAt ?? settledAt,
        };
        return submission.record;
      },
    },
    storedReports: {
      report: async () => undefined,
      async *results({ id }) {
        yield* submissions.get(id)?.results ?? [];
      },
      rejectedItems: async (id) => submissions.get(id as SubmissionId)?.rejected ?? [],
    },
    dryChunks: {
      async put(id, number, entries) {
        dryChunks.set(`${id}/${number}`, entries);
      },
      get: async (id, number) => dryChunks.get(`${id}/${number}`) ?? [],
    },
    files: {
      settlementsOf: async (id, file) => files.get(`${id}/${file}`)?.settlements,
      open({ id }, file, settlements) {
        const texts: string[] = [];
        return {
          async write(text) {
            await turn();
            texts.push(text);
          },
          async close() {
            files.set(`${id}/${file}`, { text: texts.join(''), settlements });
          },
          async abort() {},
        };
      },
    },
    queue: {
      async sendFinish(importId, checks, delaySeconds) {
        queued.push({ version: 1, importId, task: 'finish', checks });
        if (delaySeconds !== undefined) {
          delays.push(delaySeconds);
        }
      },
    },
    messages: {
      async delay(_, seconds) {
        delays.push(seconds);
      },
    },
    products: {
      find: async (ids) =>
        new Map(ids.flatMap((id) => (products.has(id) ? [[id, products.get(id)!] as const] : []))),
    },
    telemetry: createMemoryTelemetry(lines),
    now: () => new Date('2026-01-31T10:01:00.000Z'),
    wait: async () => {
      await turn();
    },
    random: () => 0,
    chunkItems: MAX_BATCH_ITEMS,
  };

  return {
    ports,
    imports,
    submissions,
    products,
    queued,
    delays,
    lines,
    /** Numbers of the chunks that were sent again with other rows. */
    reused,
    add(record: ImportRecord, content: string | Uint8Array): void {
      imports.set(record.id, record);
      sources.set(record.id, typeof content === 'string' ? Buffer.from(content) : content);
    },
    record: (id: ImportId): ImportRecord => imports.get(id)!,
    change,
    file: (id: ImportId, file: ReportFile): string => files.get(`${id}/${file}`)?.text ?? '',
    /** Rows that were sent of an import, in the order of its chunks. */
    sentRows: (id: ImportId) =>
      [...submissions.values()]
        .filter(({ importId }) => importId === id)
        .sort((a, b) => a.chunk - b.chunk)
        .flatMap(({ body }) => Body.parse(JSON.parse(body)).rows),
    /** Settles, as workers do, the chunks that are queued and that `isDue` selects; records them in their imports. */
    settle(isDue: (chunk: number) => boolean = () => true, isRecorded = isDue): void {
      for (const submission of submissions.values()) {
        const { importId, chunk, results } = submission;
        if (submission.record.settlements === 0 && results.length > 0 && isDue(chunk)) {
          const owner = imports.get(importId)!;
          const isCancelled = owner.cancelledAt !== undefined;
          const outcome = isCancelled ? 'failed' : 'saved';
          const settled = results.map((result) => ({ ...result, outcome }) satisfies ItemResult);
          results.splice(0, results.length, ...settled);
          submission.record = {
            ...submission.record,
            [outcome]: new Set(results.map(({ index }) => index)),
            settlements: 1,
          };
          if (!isRecorded(chunk)) {
            continue;
          }
          const { saved, failed, rejected } = countsOf(submission.record);
          const chunks = { ...owner.chunks, [chunk]: { settlements: 1, saved, failed, rejected } };
          if (isImportComplete(change(importId, { chunks }))) {
            queued.push({ version: 1, importId, task: 'finish' });
          }
        }
      }
    },
  };
}

export type Memory = ReturnType<typeof createMemoryPorts>;

function checkRows(submissionId: SubmissionId, body: string) {
  const results: ItemResult[] = [];
  const rejected: RejectedItem[] = [];
  Body.parse(JSON.parse(body)).rows.forEach(({ line, value, errors }, index) => {
    const sku = typeof value['sku'] === 'string' ? value['sku'] : undefined;
    const parsed = parseOperation(value);
    const found = errors ?? (parsed.success ? undefined : parsed.errors);
    if (found !== undefined) {
      rejected.push({ index, line, sku, errors: found as RejectedItem['errors'] });
      return;
    }
    const productId = productIdOf({ submissionId, index, sku });
    results.push({ index, line, sku, op: 'put', productId, outcome: 'saved', change: 'created', version: 1 });
  });
  return { results, rejected };
}

function createMemoryTelemetry(lines: Memory['lines']): SplitterTelemetry {
  return {
    rowsRead: (_, { rows, chunks }) => lines.push(['rowsRead', rows, chunks]),
    importFailed: (_, { code }) => lines.push(['importFailed', code]),
    chunkNotDeterministic: (_, number) => lines.push(['chunkNotDeterministic', number]),
    importGivenUp: (_, receives) => lines.push(['importGivenUp', receives]),
    reported: (_, settlements) => lines.push(['reported', settlements]),
    importUnknown: (id) => lines.push(['importUnknown', id]),
    failedRowsUnreadable: () => lines.push(['failedRowsUnreadable']),
    addContext: () => ({
      unreadable: () => lines.push(['unreadable']),
      overtaken: () => lines.push(['overtaken']),
      returned: (cause) => lines.push(['returned', cause]),
      delayFailed: (cause) => lines.push(['delayFailed', cause]),
    }),
  };
}
