import { setTimeout as wait } from 'node:timers/promises';
import { openCatalog } from '@async-catalog/local/testing';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expectedPrices, type GeneratedFile } from './generated-file.ts';
import { probePosts } from './probe-posts.ts';
import { readReport } from './read-report.ts';
import { sendFile, untilEnded } from './send-file.ts';

export interface SurviveImportOptions extends GeneratedFile {
  /** Invocations of the splitter, and of the workers, to kill in the middle of their work. */
  readonly kills: number;
  readonly killEveryMs: number;
  /** Time until the messages of an invocation that was killed come back: minutes in production. */
  readonly visibilitySeconds: number;
  /** Pause between single products that are posted meanwhile; absent: none are. */
  readonly probeEveryMs?: number;
  readonly onProgress: (text: string) => void;
}

type Running = Awaited<ReturnType<typeof openCatalog>>;

/** Imports a generated file while its functions are killed, and reads what became of each row. */
export async function surviveImport(options: SurviveImportOptions) {
  const { onProgress } = options;
  const running = await openCatalog();
  try {
    for (const name of ['import-queue', 'product-bulk-queue']) {
      await running.sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl: await running.queueUrl(name),
          Attributes: { VisibilityTimeout: String(options.visibilitySeconds) },
        }),
      );
    }
    const { importId } = await sendFile(running.fetch, options);
    const began = performance.now();
    onProgress('started');
    const killing = killEach(running, ['FileSplitter', 'ProductSaverWorker'], options);
    const probing =
      options.probeEveryMs === undefined ? undefined : probePosts(running.fetch, options.probeEveryMs);
    let wrongSums = 0;
    let firstSavedSeconds: number | undefined;
    const ended = await untilEnded(running.fetch, importId, ({ status, counts }) => {
      const { total, ...outcomes } = counts;
      wrongSums += Number(Object.values(outcomes).reduce((sum, count) => sum + count, 0) !== total);
      if (counts.saved > 0) {
        firstSavedSeconds ??= (performance.now() - began) / 1000;
      }
      onProgress(`${status}: ${JSON.stringify(counts)}`);
    });
    const seconds = (performance.now() - began) / 1000;
    const probes = (await probing?.end()) ?? [];
    const killed = await killing.end();
    return {
      seconds,
      firstSavedSeconds,
      killed,
      probes: {
        count: probes.length,
        p50: probes[Math.floor(probes.length / 2)],
        p95: probes[Math.floor(probes.length * 0.95)],
      },
      wrongSums,
      status: ended.status,
      counts: ended.counts,
      ...(await readReport(running.fetch, importId)),
      wrongProducts: await countWrongProducts(running, options),
    };
  } finally {
    await running.stop();
  }
}

/** Kills an invocation of each function in turn, until so many of each were in the middle of their work. */
function killEach(
  { catalog }: Running,
  functionNames: readonly string[],
  { kills, killEveryMs }: SurviveImportOptions,
) {
  const stop = new AbortController();
  const killed = Object.fromEntries(functionNames.map((name) => [name, 0]));
  const ended = (async () => {
    while (!stop.signal.aborted && functionNames.some((name) => killed[name]! < kills)) {
      for (const name of functionNames) {
        await wait(killEveryMs, undefined, { signal: stop.signal }).catch(() => {});
        if (killed[name]! < kills) {
          killed[name]! += await catalog.killInstances(name, 1);
        }
      }
    }
  })();
  return {
    async end() {
      stop.abort();
      await ended;
      return killed;
    },
  };
}

async function countWrongProducts({ dynamodb }: Running, file: GeneratedFile): Promise<number> {
  const prices = expectedPrices(file);
  let wrong = 0;
  for await (const { Items = [] } of paginateScan(
    { client: dynamodb },
    { TableName: 'ProductTable', ConsistentRead: true },
  )) {
    for (const item of Items) {
      const { sku, price } = unmarshall(item) as { sku: string; price: number };
      if (!sku.startsWith('PROBE-')) {
        wrong += Number(prices.get(sku) !== price);
        prices.delete(sku);
      }
    }
  }
  return wrong + prices.size;
}
