import { isComplete, type SubmissionId } from '@async-catalog/product-schema';
import type { Conclusion, Delivery, Finding } from './conclusion.ts';
import type { Deadlines } from './deadlines.ts';
import type { HandleBatchDeps } from './ports.ts';
import { hasReportFile } from './report/has-report-file.ts';
import { createReportBatch } from './report/report-batch.ts';
import { createCancellations } from './save/cancellations.ts';
import { saveBatch } from './save/save-batch.ts';
import { createSettleBatch, type Settled } from './settle/settle-batch.ts';

/**
 * Receives after which a message is handled alone, and last: it may be what ended the invocations before, and
 * must not keep the others from being saved and settled. An outage of a few minutes leaves fewer receives, so
 * what it kept back is handled together.
 */
export const MAX_RECEIVES_TOGETHER = 5;

export interface Batch {
  readonly id: string;
  readonly deadlines: Deadlines;
  /** Acknowledges a delivery, by its place, before the batch has ended. */
  readonly acknowledge: (place: number) => Promise<void>;
}

/**
 * Saves and settles a batch, then writes the reports with the time that is left. Concludes, in the order of
 * the deliveries, what becomes of each.
 */
export function createHandleBatch(deps: HandleBatchDeps) {
  const settleBatch = createSettleBatch(deps);
  const reportBatch = createReportBatch(deps);

  return async (
    deliveries: readonly Delivery[],
    { id, deadlines, acknowledge }: Batch,
  ): Promise<Conclusion[]> => {
    const settled: Settled[] = [];
    const lastOfComplete = new Map<SubmissionId, number>();

    /**
     * Acknowledges a message that was handled alone as soon as nothing is left to do for it: batches whose
     * invocations end early would otherwise come back whole, again and again, however much of them was settled.
     * The last message of each complete submission stays, to return if its report isn't written: it has the newest
     * record, and a report of an older one would be stale.
     */
    async function acknowledgeAlone(place: number): Promise<void> {
      const { conclusion, settlement } = settled[place]!;
      if (conclusion.kind !== 'acknowledge') {
        return;
      }
      let done: number | undefined = place;
      if (settlement && hasReportFile(settlement.record) && isComplete(settlement.record)) {
        const { id: submissionId } = settlement.record;
        done = lastOfComplete.get(submissionId);
        lastOfComplete.set(submissionId, place);
      }
      if (done !== undefined) {
        await acknowledge(done);
        // Without its settlement, so that it isn't chosen to return.
        settled[done] = { conclusion: settled[done]!.conclusion };
      }
    }

    const batchId = `${deps.now().toISOString()}-${id}`;
    const cancellations = createCancellations(deps, deadlines.save);
    for (const places of inTurn(deliveries)) {
      const group = places.map((place) => deliveries[place]!);
      const findings = await saveBatch(group, deadlines.save, { ...deps, cancellations });
      const results = await settleBatch(findings, partIdOf(findings, batchId), deadlines.settle);
      for (const [at, place] of places.entries()) {
        settled[place] = results[at]!;
      }
      const [first] = places;
      if (first !== undefined && wasReceivedOften(group)) {
        await acknowledgeAlone(first);
      }
    }
    return reportBatch(deliveries, settled, deadlines);
  };
}

function wasReceivedOften([first]: readonly Delivery[]): boolean {
  return first !== undefined && first.receiveCount > MAX_RECEIVES_TOGETHER;
}

/**
 * Chooses the id of a group's parts. A message that was received often writes the same part again if it has the same
 * outcome, or an outage of the submission table would leave more parts than a reader can read.
 */
function partIdOf([first]: readonly Finding[], batchId: string): string {
  return first !== undefined && wasReceivedOften([first.delivery])
    ? `${first.delivery.id}-${first.result?.outcome}`
    : batchId;
}

/**
 * Splits a batch, by places, into the groups that are handled one after another. Messages that were received equally
 * often take turns in being first, or one that ends every invocation could keep the others waiting for good.
 */
function inTurn(deliveries: readonly Delivery[]): number[][] {
  const places = [...deliveries.keys()];
  const receives = (place: number): number => deliveries[place]?.receiveCount ?? 0;
  const together = places.filter((place) => receives(place) <= MAX_RECEIVES_TOGETHER);
  const alone = places.filter((place) => receives(place) > MAX_RECEIVES_TOGETHER);
  const inOrder = [...Map.groupBy(alone, receives)]
    .sort(([a], [b]) => a - b)
    .flatMap(([count, alike]) => rotated(alike, count));
  return [together, ...inOrder.map((place) => [place])];
}

function rotated(places: readonly number[], by: number): number[] {
  const first = by % places.length;
  return [...places.slice(first), ...places.slice(0, first)];
}
