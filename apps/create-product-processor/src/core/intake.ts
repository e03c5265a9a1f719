import type { Accepted } from '@async-catalog/product-schema';
import { type AcceptItemsDeps, createAcceptItems } from './accept-items.ts';
import { type CheckedItems, checkItems } from './check-items.ts';
import type { IntakeRequest } from './intake-request.ts';
import type { Journal } from './journal.ts';
import { ProblemError } from './problem-error.ts';
import { readProduct } from './read-product.ts';

export interface IntakeDeps extends AcceptItemsDeps {
  readonly journal: Journal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Takes a request and its body as JSON. */
export type Intake = (request: IntakeRequest, json: unknown) => Promise<Answer>;

/** A submission of a few products is settled within a second or so. */
const RETRY_AFTER_SECONDS = 1;

/** @throws {ProblemError} for every answer that isn't a success. */
export function createIntake({ journal, ...deps }: IntakeDeps): Intake {
  const acceptItems = createAcceptItems(deps);
  return async (request, json) => {
    const items = checkItems(readProduct(request.body, json));
    refuseUnfit(items);
    const accepted = await acceptItems(request, items);
    journal.accepted(accepted, request.caller);
    return acceptedAnswer(accepted);
  };
}

function refuseUnfit({ rejected: [rejected] }: CheckedItems): void {
  if (rejected !== undefined) {
    throw new ProblemError('INVALID_PRODUCT', 'Nothing was taken; errors says what to change.', {
      errors: rejected.errors,
    });
  }
}

function acceptedAnswer(accepted: Accepted): Answer {
  return {
    status: 202,
    headers: { location: accepted.links.self, 'retry-after': String(RETRY_AFTER_SECONDS) },
    body: accepted,
  };
}
