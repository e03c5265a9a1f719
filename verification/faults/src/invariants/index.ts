import type { Facts } from '../facts.ts';
import { answersAreKept, requestsAreAnswered } from './answers.ts';
import { deadLettersAreTheFailuresTold, queueIsEmpty, workerNeverBreaks } from './dead-letters.ts';
import { redrivesSaveEverything } from './redrives.ts';
import { everyItemHasOneOutcome, failuresAreToldLast, outcomesAreTrue } from './outcomes.ts';
import { ordersAreKept, productsAreTheNewestAccepted, versionsCountSaves } from './products.ts';
import { productsHaveReports, reportsTellWhatTheTableTells } from './reports.ts';

type Checks = Readonly<Record<string, (facts: Facts) => Iterable<string> | AsyncIterable<string>>>;

/** What holds of every history, once its dust has settled. */
const SETTLED: Checks = {
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

/** What holds besides, when what made products fail is mended, nothing goes wrong any more, and dead letters were sent again. */
const REDRIVEN: Checks = { redrivesSaveEverything };

export const INVARIANTS: readonly string[] = [...Object.keys(SETTLED), ...Object.keys(REDRIVEN)];

async function untruthsOf(checks: Checks, facts: Facts): Promise<string[]> {
  const untruths: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    for await (const untruth of check(facts)) {
      untruths.push(`${name}: ${untruth}`);
    }
  }
  return untruths;
}

/** What isn't as it should be, each with the invariant's name before it. */
export function untruthsIn(facts: Facts): Promise<string[]> {
  return untruthsOf(SETTLED, facts);
}

/** The same, of what holds only after the last redrive. */
export function untruthsLeftIn(facts: Facts): Promise<string[]> {
  return untruthsOf(REDRIVEN, facts);
}
