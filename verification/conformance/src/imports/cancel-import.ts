import { setTimeout as wait } from 'node:timers/promises';
import { openCatalog } from '@async-catalog/local/testing';
import { type AwsCall, startAwsProxy, startTestCloud } from '@async-catalog/local-cloud/testing';
import { Import } from '@async-catalog/product-schema';
import type { GeneratedFile } from './generated-file.ts';
import { readReport } from './read-report.ts';
import { sendFile, untilEnded } from './send-file.ts';

export interface CancelImportOptions extends GeneratedFile {
  /** Rows that are saved when the import is cancelled. */
  readonly cancelAtSaved: number;
  readonly onProgress: (text: string) => void;
}

/** Imports a generated file, cancels it in its middle, and reads what became of each row. */
export async function cancelImport(options: CancelImportOptions) {
  await using stack = new AsyncDisposableStack();
  const { endpoint } = stack.use(await startTestCloud({ tables: [] })).clientConfig('dynamodb');
  const saves = countSaves();
  const proxy = stack.use(await startAwsProxy(endpoint, { onCall: saves.onCall }));
  const running = await openCatalog({ env: { AWS_ENDPOINT_URL_DYNAMODB: proxy.url } });
  stack.defer(() => running.stop());

  const { importId } = await sendFile(running.fetch, options);
  while (saves.count < options.cancelAtSaved) {
    await wait(10);
  }
  const answer = await running.fetch(`/imports/${importId}/cancel`, { method: 'POST' });
  const savedAtAnswer = saves.count;
  const answered = Import.parse(await answer.json());
  options.onProgress(`cancelled with ${savedAtAnswer} rows saved`);
  let wrongSums = 0;
  const ended = await untilEnded(running.fetch, importId, ({ status, counts }) => {
    const { total, ...outcomes } = counts;
    wrongSums += Number(Object.values(outcomes).reduce((sum, count) => sum + count, 0) !== total);
    options.onProgress(`${status}: ${JSON.stringify(counts)}`);
  });
  const repeated = await running.fetch(`/imports/${importId}/cancel`, { method: 'POST' });
  return {
    answers: [answer.status, repeated.status],
    countsAtAnswer: answered.counts,
    savedAtAnswer,
    savedAfterAnswer: saves.count - savedAtAnswer,
    wrongSums,
    status: ended.status,
    counts: ended.counts,
    ...(await readReport(running.fetch, importId)),
  };
}

/** Counts the products that the table has saved. */
function countSaves() {
  let count = 0;
  return {
    get count() {
      return count;
    },
    onCall: ({ operation, body }: AwsCall) => {
      const isSave = operation === 'UpdateItem' && body.includes('"TableName":"ProductTable"');
      return isSave ? ({ status }: { status: number }) => void (count += Number(status === 200)) : undefined;
    },
  };
}
