import { type Accepted, type SubmissionId, submissionTimes } from '@async-catalog/product-schema';
import { acceptedOf, messagesOf } from './acceptance.ts';
import type { CheckedItems } from './check-items.ts';
import type { IntakeRequest } from './intake-request.ts';
import type { ProductQueue, SubmissionStore } from './ports.ts';
import { sendMessages } from './send-messages.ts';

export interface AcceptItemsDeps {
  readonly submissions: SubmissionStore;
  readonly queue: ProductQueue;
  readonly now: () => Date;
  readonly newSubmissionId: () => SubmissionId;
}

export type AcceptItems = (request: IntakeRequest, items: CheckedItems) => Promise<Accepted>;

/**
 * Records the submission, then sends its products: a crash in between leaves a record of what never came, not products that nobody
 * answers for.
 */
export function createAcceptItems({
  submissions,
  queue,
  now,
  newSubmissionId,
}: AcceptItemsDeps): AcceptItems {
  return async (request, items) => {
    const record = {
      id: newSubmissionId(),
      caller: request.caller,
      requestId: request.requestId,
      total: items.good.length + items.rejected.length,
      rejected: items.rejected.length,
      ...submissionTimes(now()),
      failures: {},
      settlements: 0,
    };
    await submissions.create(record, request.invocation.signal);
    await sendMessages(queue, messagesOf(record, items, request), request.invocation);
    return acceptedOf(record, items);
  };
}
