import { lambdaMs } from '../../handlers/lambda-duration.ts';
import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { ASSUMED_CALL_MS, measureDurations } from '../requests/measure-durations.ts';
import { findingsOf } from './findings-of.ts';
import type { Workload } from './simulate.ts';

const ROUNDS = 5;
const QUICK_ROUNDS = 1;
const SCENARIOS = ['workerOf1', 'workerOf1000'] as const;

/** Memory of the worker in the template. */
const MEMORY_MB = 1024;

/** The mapping's batch size. */
const BATCH_SIZE = 200;

/** Bytes of a message of the sample catalog. */
const BYTES_PER_MESSAGE = 600;

async function run({ quick, progress }: RunContext): Promise<Findings> {
  progress.start('Scale', SCENARIOS.length);
  const durations = await measureDurations(SCENARIOS, quick ? QUICK_ROUNDS : ROUNDS, progress.step);
  const common = { batchSize: BATCH_SIZE, bytesPerMessage: BYTES_PER_MESSAGE };
  const inBatches: Workload = {
    ...common,
    invocationMs: lambdaMs(durations.workerOf1000, MEMORY_MB),
    // A write of the product; ten parts and three documents for a thousand.
    writeUnits: 1,
    puts: 13 / 1000,
  };
  const oneByOne: Workload = {
    ...common,
    invocationMs: lambdaMs(durations.workerOf1, MEMORY_MB),
    // The submission is settled and marked; three documents, and the one under the product's id.
    writeUnits: 2,
    puts: 4,
  };
  return findingsOf({ inBatches, oneByOne });
}

export const scale: Part = {
  name: 'scale',
  title: 'At internet scale, on paper',
  method: `How long a burst that is in the queue all at once takes to drain: a simulation, second by second, of what AWS says of its services (\`verification/bench/src/parts/scale\`), fed with the milliseconds that an
invocation of the worker was measured to take (as in “AWS requests and dollars”: ${Object.entries(
    ASSUMED_CALL_MS,
  )
    .map(([service, ms]) => `${service} ${ms} ms`)
    .join(
      ', ',
    )}, 0.58 of a core). In each second the tightest of these lets so many messages through, with *b* messages in an invocation of
*d* seconds:

| limit | messages per second, *t* seconds after the burst | source |
| --- | --- | --- |
| mapping, standard | min(5 + 300 *t*/60, 1,250 or its maximum concurrency) · *b*/*d* | [scaling](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html) |
| mapping, provisioned | 10 · pollers · *b*/*d*, with min(least + 100 *t*/60, most) pollers | [provisioned mode](https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-provisioned-mode) |
| polling, provisioned | pollers · min(10 requests of 10 messages, 1 MB / bytes of a message) | the same |
| account | 1,000 · *b*/*d*, unless raised | [quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html) |
| in flight | 120,000 / *d* | [SQS quotas](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html) |
| table | 4,000 · 2^(*t*/30 min) write units (a new table) or what it was warmed up to, at most its quota of 40,000; over the units of a product | [on-demand](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html), [quotas](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html), [warm throughput](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html) |
| S3 | 3,500 PUTs of a prefix, before S3 parts it; over the objects of a product | [S3](https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html) |

A partition of a table takes 1,000 write units per second. Products and submissions are keyed by UUIDs, so the load is spread over all partitions; one submission can be settled 200 times a second
(5 units each), and is 10 times for 1,000 products. Lambda's own scaling (1,000 instances in 10 s) is faster than either mode of the mapping. Left out: failures, cold starts, and batches that aren't
full.`,
  notQuick: true,
  packages: [],
  run,
};
