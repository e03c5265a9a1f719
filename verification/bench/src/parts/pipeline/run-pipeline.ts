import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { startApiServer } from '../../cloud/api-server.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import { ChildError } from '../../processes/child.ts';
import { productsFrom } from '../../workload/products.ts';
import { submit } from '../../workload/submit.ts';

/** Measurements of one run, from the first request to the last report. */
export interface PipelineRun {
  readonly products: number;
  readonly seconds: number;
  /** Number of reported products over time, with one entry for each increase. */
  readonly course: readonly { readonly seconds: number; readonly products: number }[];
  /** The peak of one instance, by function. */
  readonly peakBytes: Readonly<Record<string, number>>;
}

export const BATCH = 1000;

const PARALLEL_REQUESTS = 2;
const POLL_MS = 100;

/** Starts a new cloud and sends products through the whole pipeline. */
export async function runPipeline(products: number): Promise<PipelineRun> {
  await using cloud = await startCloud({ draining: true }, 'all');
  await using api = await startApiServer(cloud.environments['CatalogApi'] ?? {}, { cores: 'all' });
  // An instance of each function is warm when the time is taken, as it is where there is traffic.
  await toReport(api.url, await submit(api.url, productsFrom(0, 1)));
  await cloud.takeUse();

  const starts = Array.from({ length: products / BATCH }, (_, n) => 1 + n * BATCH);
  const course: { seconds: number; products: number }[] = [];
  const startedAt = performance.now();
  const secondsNow = (): number => (performance.now() - startedAt) / 1000;
  const submissions = starts.map(() => Promise.withResolvers<string>());
  const submitting = pMap(
    starts,
    async (start, n) => submissions[n]?.resolve(await submit(api.url, productsFrom(start, BATCH))),
    { concurrency: PARALLEL_REQUESTS },
  );
  for (const [n, submission] of submissions.entries()) {
    await toReport(
      api.url,
      await Promise.race([submission.promise, submitting.then(() => submission.promise)]),
    );
    course.push({ seconds: secondsNow(), products: (n + 1) * BATCH });
  }
  const seconds = secondsNow();
  const { functions, errors } = await cloud.takeUse();
  if (errors.length > 0) {
    throw new ChildError(`the cloud had ${errors.length} errors: ${errors[0]}`);
  }
  const peaks = Object.entries(functions).map(([name, { peakBytes }]) => [name, peakBytes]);
  return { products, seconds, course, peakBytes: Object.fromEntries(peaks) };
}

/** Resolves when a submission is saved and reported. */
async function toReport(apiUrl: string, submissionId: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${apiUrl}/submissions/${submissionId}`);
    const { status, reportReady } = (await response.json()) as { status: string; reportReady: boolean };
    if (reportReady) {
      if (status !== 'completed') {
        throw new ChildError(`submission ${submissionId} ended as ${status}`);
      }
      return;
    }
    await pause(POLL_MS);
  }
}
