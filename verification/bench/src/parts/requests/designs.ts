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

/** Our designs: a product a request that comes alone, and requests of so many products under load. */
export const SUBMISSIONS = {
  alone: { size: 1, name: 'ours, one a request, alone', intake: 'intakeOf1', worker: 'workerAlone' },
  of1: { size: 1, name: 'ours, one a request', intake: 'intakeOf1', worker: 'workerOf1' },
  of100: { size: 100, name: 'ours, 100 a request', intake: 'intakeOf100', worker: 'workerOf100' },
  of1000: { size: 1000, name: 'ours, 1000 a request', intake: 'intakeOf1000', worker: 'workerOf1000' },
} as const satisfies Record<string, { size: number; name: string; intake: Scenario; worker: Scenario }>;
export type SubmissionName = keyof typeof SUBMISSIONS;
export const SUBMISSION_NAMES = Object.keys(SUBMISSIONS) as SubmissionName[];

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
  submission: SubmissionName,
  products: number,
  use: CloudUse,
  memoryMb: Readonly<Record<string, number>>,
  durations: Record<Scenario, Duration>,
): Design {
  const { name, intake, worker } = SUBMISSIONS[submission];
  const functionOf = (functionName: string, duration: Duration): LambdaUse =>
    lambdaUse(use.functions[functionName]?.invocations ?? 0, duration, memoryMb[functionName] ?? 0);
  return {
    name,
    ours: true,
    products,
    counts: use.counts.filter(isCausedByProducts),
    functions: [
      functionOf('CreateProductProcessor', durations[intake]),
      functionOf('ProductSaverWorker', durations[worker]),
    ],
    logBytes: Object.values(use.logBytes).reduce((sum, bytes) => sum + bytes, 0),
  };
}

function lambdaUse(invocations: number, duration: Duration, memoryMb: number): LambdaUse {
  return { invocations, durationMs: lambdaMs(duration, memoryMb), memoryMb };
}

/** Leaves out the polling of an idle queue, which costs the same whatever is submitted. */
export function isCausedByProducts({ action }: Count): boolean {
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
