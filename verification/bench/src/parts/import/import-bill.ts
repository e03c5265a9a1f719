import type { Duration } from '../../handlers/lambda-duration.ts';
import { lambdaMs } from '../../handlers/lambda-duration.ts';
import { billOf, type Bill, type LambdaUse } from '../requests/bill.ts';
import { isCausedByProducts } from '../requests/designs.ts';
import type { CountedImport } from './count-import.ts';

/** Durations of one invocation, where they aren't taken from the counted run. */
export interface ImportDurations {
  readonly intakeOf1000: Duration;
  readonly workerOf1000: Duration;
}

/** Computes what an import costs, in dollars for a million rows. */
export function importBill(
  { rows, use }: CountedImport,
  memoryOf: Readonly<Record<string, number>>,
  { intakeOf1000, workerOf1000 }: ImportDurations,
): Bill {
  const functionUse = (
    name: string,
    durationMs: (memoryMb: number, measuredMs: number) => number,
  ): LambdaUse => {
    const { invocations, durationsMs } = use.functions[name] ?? { invocations: 0, durationsMs: [] };
    const memoryMb = memoryOf[name] ?? 0;
    const measuredMs = durationsMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, invocations);
    return { invocations, memoryMb, durationMs: durationMs(memoryMb, measuredMs) };
  };
  return billOf({
    products: rows,
    counts: use.counts.filter(isCausedByProducts),
    functions: [
      functionUse('FileSplitter', (_, measuredMs) => measuredMs),
      functionUse('CreateProductProcessor', (memoryMb) => lambdaMs(intakeOf1000, memoryMb)),
      functionUse('ProductSaverWorker', (memoryMb) => lambdaMs(workerOf1000, memoryMb)),
    ],
    logBytes: Object.values(use.logBytes).reduce((sum, bytes) => sum + bytes, 0),
  });
}
