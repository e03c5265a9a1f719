import { openCatalog } from '@async-catalog/local/testing';
import { startAwsProxy, startTestCloud } from '@async-catalog/local-cloud/testing';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isOn, killInCalls } from '../load/kill-in-calls.ts';
import { expectedPrices, type GeneratedFile } from './generated-file.ts';
import { probePosts } from './probe-posts.ts';
import { readReport } from './read-report.ts';
import { sendFile, untilEnded } from './send-file.ts';

export interface SurviveImportOptions extends GeneratedFile {
  /** Invocations of the splitter, and of the workers, to kill in the middle of their work. */
  readonly kills: number;
  /** Chunks that are accepted from one kill of the splitter to the next. */
  readonly chunksPerKill: number;
  /** Products that are saved from one kill of a worker to the next. */
  readonly savesPerKill: number;
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
  await using stack = new AsyncDisposableStack();
  const { endpoint } = stack.use(await startTestCloud({ tables: [] })).clientConfig('dynamodb');
  const killOf = (name: string) => () => running.catalog.killInstances(name, 1);
  const killings = {
    FileSplitter: killInCalls({
      // The processor's, for which the splitter waits.
      isProgress: (call) => isOn('SubmissionTable', 'PutItem')(call) && call.body.includes('"importId"'),
      every: options.chunksPerKill,
      maxKills: options.kills,
      kill: killOf('FileSplitter'),
    }),
    ProductSaverWorker: killInCalls({
      isProgress: isOn('ProductTable', 'UpdateItem'),
      every: options.savesPerKill,
      maxKills: options.kills,
      kill: killOf('ProductSaverWorker'),
    }),
  };
  const proxy = stack.use(
    await startAwsProxy(endpoint, {
      onCall: (call) => killings.FileSplitter.onCall(call) ?? killings.ProductSaverWorker.onCall(call),
    }),
  );
  const running: Running = await openCatalog({ env: { AWS_ENDPOINT_URL_DYNAMODB: proxy.url } });
  stack.defer(() => running.stop());

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
  const killed = {
    FileSplitter: (await killings.FileSplitter.end()).cutOff,
    ProductSaverWorker: (await killings.ProductSaverWorker.end()).cutOff,
  };
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
