import {
  type Accepted,
  type DryRun,
  productIdOf,
  submissionLinks,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { CheckedItems } from '../reading/check-items.ts';
import { type Handling, preferenceApplied } from '../request/handling.ts';
import type { Operation } from '../request/operation.ts';

/** Success; everything else is a `ProblemError`. */
export interface Answer {
  readonly status: 200 | 202;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Accepted | DryRun;
}

/** What the consumer is told: made from the record and the request alone, so that a repeat is told the same. */
export function acceptedOf({ id, total }: SubmissionRecord, { good, rejected }: CheckedItems): Accepted {
  return {
    submissionId: id,
    status: 'queued',
    total,
    items: good.map(({ index, product: { sku } }) => ({
      index,
      productId: productIdOf({ submissionId: id, index, sku }),
      ...(sku !== undefined && { sku }),
    })),
    rejected: [...rejected],
    links: submissionLinks(id),
  };
}

/** Most submissions are settled within a second or so. */
const RETRY_AFTER_SECONDS = 1;

export function answerAccepted(
  accepted: Accepted,
  about: { operation: Operation; handling: Handling | undefined; replayed: boolean },
): Answer {
  return {
    status: 202,
    headers: {
      location: accepted.links.self,
      'retry-after': String(RETRY_AFTER_SECONDS),
      ...preferenceApplied(about.operation, about.handling),
      ...(about.replayed && { 'idempotency-replayed': 'true' }),
    },
    body: accepted,
  };
}

export function checkedOf({ good, rejected }: CheckedItems): DryRun {
  return { valid: good.length, rejected: [...rejected] };
}

/** The answer to a dry run, whether or not there is something to take. */
export function answerChecked(result: DryRun): Answer {
  return { status: 200, headers: {}, body: result };
}
