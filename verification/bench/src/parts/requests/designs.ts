import type { CloudUse } from '../../cloud/cloud-process.ts';
import type { Count } from '../../cloud/counts.ts';
import { type Duration, lambdaMs } from '../../handlers/lambda-duration.ts';
import type { LambdaUse, Usage } from './bill.ts';
import type { Scenario } from './measure-durations.ts';
import { plainDesignCounts } from './plain-design.ts';

/** Use of AWS by one design, for a number of products. */
export interface Design extends Usage {
  readonly name: string;
  readonly ours: boolean;
}

/** Numbers of products in one of our requests. */
export const SUBMISSION_SIZES = [1, 100, 1000] as const;
export type SubmissionSize = (typeof SUBMISSION_SIZES)[number];

/** Number of products that the plain design's counts are for. */
const PRODUCTS = 1000;

/** The memory of the plain design's functions: a gigabyte, as ours have. */
const PLAIN_MEMORY_MB = 1024;

export function plainDesign(batchSize: 1 | 10, durations: Record<Scenario, Duration>): Design {
  const worker = batchSize === 1 ? durations.plainWorkerOf1 : durations.plainWorkerOf10;
  return {
    name: batchSize === 1 ? 'plain' : 'plain, receives of 10',
    ours: false,
    products: PRODUCTS,
    counts: plainDesignCounts(batchSize),
    functions: [
      lambdaUse(PRODUCTS, durations.plainIntake, PLAIN_MEMORY_MB),
      lambdaUse(PRODUCTS / batchSize, worker, PLAIN_MEMORY_MB),
    ],
    logBytes: 0,
  };
}

export function ourDesign(
  size: SubmissionSize,
  products: number,
  use: CloudUse,
  memoryMb: Readonly<Record<string, number>>,
  durations: Record<Scenario, Duration>,
): Design {
  const functionOf = (name: string, duration: Duration): LambdaUse =>
    lambdaUse(use.functions[name]?.invocations ?? 0, duration, memoryMb[name] ?? 0);
  return {
    name: size === 1 ? 'ours, one a request' : `ours, ${size} a request`,
    ours: true,
    products,
    counts: use.counts.filter(isCausedByProducts),
    functions: [
      functionOf('CreateProductProcessor', durations[`intakeOf${size}`]),
      functionOf('ProductSaverWorker', durations[`workerOf${size}`]),
    ],
    logBytes: Object.values(use.logBytes).reduce((sum, bytes) => sum + bytes, 0),
  };
}

function lambdaUse(invocations: number, duration: Duration, memoryMb: number): LambdaUse {
  return { invocations, durationMs: lambdaMs(duration, memoryMb), memoryMb };
}

/** Leaves out the polling of an idle queue, which costs the same whatever is submitted. */
function isCausedByProducts({ action }: Count): boolean {
  return action !== 'ReceiveMessage (empty)';
}

/** Amounts for 1,000 products. */
export function requestsOf({ products, counts }: Pick<Usage, 'products' | 'counts'>): number {
  return per1000(
    products,
    counts.reduce((sum, { requests }) => sum + requests, 0),
  );
}

export function per1000(products: number, count: number): number {
  return (count / products) * 1000;
}
