import type { Facts } from '../read-facts.ts';
import {
  computingIsShort,
  deadLettersMatchFailures,
  queueIsEmpty,
  workerNeverFails,
} from './dead-letters.ts';
import { deadlinesCountFromSending } from './deadlines.ts';
import {
  cancellationsStay,
  cancelledImportsSaveNothing,
  cancelledSubmissionsSaveNothing,
  submissionsNeverGoBack,
} from './cancellations.ts';
import { importsAreReported, importsEnd, importsNeverGoBack } from './imports.ts';
import { passingCausesFailNothing, recoveryIsFast } from './outages.ts';
import { whatIsTakenIsListed } from './lists.ts';
import { everyItemHasOneOutcome, outcomesAreNeverPremature, outcomesMatchWrites } from './outcomes.ts';
import { productsAreNewestAccepted, submissionOrderIsKept, versionsCountSaves } from './products.ts';
import { redrivesSaveEverything } from './redrives.ts';
import { completeSubmissionsHaveReports, productsHaveReports, reportsMatchRecords } from './reports.ts';
import {
  acceptedItemsAreSent,
  consumersAreNeverSurprised,
  requestsAreAnswered,
  takenSubmissionsAreNamed,
} from './responses.ts';
import { unreadableItemsFail } from './unreadable.ts';

type Checks = Readonly<Record<string, (facts: Facts) => Iterable<string> | AsyncIterable<string>>>;

/** Invariants that hold whenever no request or message is in progress. */
const ALWAYS: Checks = {
  requestsAreAnswered,
  acceptedItemsAreSent,
  everyItemHasOneOutcome,
  outcomesMatchWrites,
  outcomesAreNeverPremature,
  productsAreNewestAccepted,
  submissionOrderIsKept,
  versionsCountSaves,
  reportsMatchRecords,
  productsHaveReports,
  queueIsEmpty,
  deadLettersMatchFailures,
  unreadableItemsFail,
  workerNeverFails,
  passingCausesFailNothing,
  recoveryIsFast,
  computingIsShort,
  completeSubmissionsHaveReports,
  deadlinesCountFromSending,
  takenSubmissionsAreNamed,
  consumersAreNeverSurprised,
  importsEnd,
  importsAreReported,
  importsNeverGoBack,
  cancelledImportsSaveNothing,
  whatIsTakenIsListed,
  cancelledSubmissionsSaveNothing,
  cancellationsStay,
  submissionsNeverGoBack,
};

/** Further invariants that hold once dead letters were redriven without faults. */
const AFTER_REDRIVE: Checks = { redrivesSaveEverything };

export const INVARIANTS: readonly string[] = [...Object.keys(ALWAYS), ...Object.keys(AFTER_REDRIVE)];

async function runChecks(checks: Checks, facts: Facts): Promise<string[]> {
  const violations: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    for await (const violation of check(facts)) {
      violations.push(`${name}: ${violation}`);
    }
  }
  return violations;
}

/** Finds the violations of a quiet history, each after the name of its invariant. */
export function findViolations(facts: Facts): Promise<string[]> {
  return runChecks(ALWAYS, facts);
}

/** Finds the violations that count only after the last redrive. */
export function findViolationsAfterRedrive(facts: Facts): Promise<string[]> {
  return runChecks(AFTER_REDRIVE, facts);
}
