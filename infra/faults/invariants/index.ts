import type { Facts } from '../facts.ts';
import { answersAreKept, requestsAreAnswered } from './answers.ts';
import { deadLettersAreTheFailuresTold, queueIsEmpty, workerNeverBreaks } from './dead-letters.ts';
import { everyItemHasOneOutcome, failuresAreToldLast, outcomesAreTrue } from './outcomes.ts';
import { ordersAreKept, productsAreTheNewestAccepted, versionsCountSaves } from './products.ts';
import { productsHaveReports, reportsTellWhatTheTableTells } from './reports.ts';

/** What holds of every history, once its dust has settled. */
const INVARIANTS: Readonly<Record<string, (facts: Facts) => Iterable<string> | AsyncIterable<string>>> = {
  requestsAreAnswered,
  answersAreKept,
  everyItemHasOneOutcome,
  outcomesAreTrue,
  failuresAreToldLast,
  productsAreTheNewestAccepted,
  ordersAreKept,
  versionsCountSaves,
  reportsTellWhatTheTableTells,
  productsHaveReports,
  queueIsEmpty,
  deadLettersAreTheFailuresTold,
  workerNeverBreaks,
};

/** What isn't as it should be, each with the invariant's name before it. */
export async function untruthsIn(facts: Facts): Promise<string[]> {
  const untruths: string[] = [];
  for (const [name, check] of Object.entries(INVARIANTS)) {
    for await (const untruth of check(facts)) {
      untruths.push(`${name}: ${untruth}`);
    }
  }
  return untruths;
}
