import { accept, type AcceptDeps, acceptOnce } from './accepting/accept.ts';
import { payloadOf } from './accepting/payload-of.ts';
import { acceptedOf, type Answer, answerAccepted, answerChecked, checkedOf } from './answering/answer.ts';
import { refuseUnfit } from './answering/refuse-unfit.ts';
import type { Journal } from './journal.ts';
import { checkItems } from './reading/check-items.ts';
import { readItems } from './reading/read-items.ts';
import { isDryRun } from './request/dry-run.ts';
import { handlingOf } from './request/handling.ts';
import { idempotencyKeyOf } from './request/idempotency-key.ts';
import type { IntakeRequest } from './request/intake-request.ts';

export interface IntakeDeps extends AcceptDeps {
  readonly journal: Journal;
  /** Hexadecimal. */
  readonly sha256: (text: string) => string;
}

/** Takes a request, and its body as parsed where it is JSON. */
export type Intake = (request: IntakeRequest, json: unknown) => Promise<Answer>;

/** @throws {ProblemError} for every answer that isn't a success. */
export function createIntake(deps: IntakeDeps): Intake {
  return async (request, json) => {
    const { operation, headers, query } = request;
    const dryRun = isDryRun(query);
    const key = idempotencyKeyOf(headers['idempotency-key']);
    const handling = handlingOf(headers['prefer']);
    const submitted = readItems(request, json);
    const items = checkItems(submitted.items);
    if (dryRun) {
      const result = checkedOf(items);
      deps.journal.checked(result);
      return answerChecked(result);
    }
    refuseUnfit(items, submitted, operation, handling);
    const { record, replayed } =
      key === undefined
        ? await accept(deps, request, items)
        : await acceptOnce(deps, request, items, {
            value: key,
            fingerprint: deps.sha256(payloadOf(operation, submitted.items, items)),
          });
    const accepted = acceptedOf(record, items);
    deps.journal.accepted(accepted, { replayed });
    return answerAccepted(accepted, { replayed, operation, handling });
  };
}
