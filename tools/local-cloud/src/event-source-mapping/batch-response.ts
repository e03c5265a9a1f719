import { z } from 'zod';

/** Ids of the messages to leave in the queue, or the reason why a response is malformed, which leaves all of them. */
export type BatchResponse =
  | { readonly kind: 'read'; readonly failedIds: ReadonlySet<string> }
  | { readonly kind: 'malformed'; readonly problem: string };

const EventResponse = z
  .union([
    z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }),
    z.tuple([]),
  ])
  .nullable();

/**
 * Reads the response of a function with `ReportBatchItemFailures`, by AWS's rules:
 *
 * - complete success: an empty or null `batchItemFailures`, an empty or null response;
 * - complete failure: no JSON, an `itemIdentifier` that is empty, null, under another key, or not of this batch.
 *
 * A response with other keys only is empty to AWS: a misspelt `batchItemFailures` deletes the batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#sqs-batchfailurereporting-conditions
 */
export function readBatchResponse(payload: string, messageIds: ReadonlySet<string>): BatchResponse {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch (error) {
    return { kind: 'malformed', problem: `not JSON: ${(error as SyntaxError).message}` };
  }
  const parsed = EventResponse.safeParse(json);
  if (!parsed.success) {
    return { kind: 'malformed', problem: z.prettifyError(parsed.error) };
  }
  const failures =
    parsed.data === null || Array.isArray(parsed.data) ? [] : (parsed.data.batchItemFailures ?? []);
  const failedIds = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const unknown = [...failedIds].find((id) => !messageIds.has(id));
  return unknown === undefined
    ? { kind: 'read', failedIds }
    : { kind: 'malformed', problem: `no message in the batch has the id ${unknown}` };
}
