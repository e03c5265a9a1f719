import { IDEMPOTENCY_KEY, MAX_WAIT_SECONDS } from '@async-catalog/http-contract';
import { Accepted, DryRun, Submission, type ErrorCode } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { finishedSubmission } from './examples.ts';
import { header, PREFERENCE_APPLIED, RETRY_AFTER } from './headers.ts';
import { success } from './success.ts';

/** Request headers of every submission. */
export const SubmittingHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(IDEMPOTENCY_KEY)
    .optional()
    .describe(
      'Sending the same key and payload again returns the first answer, for at least 24 hours. 1 to 255 printable ASCII characters, with or without quotes; a comma only in quotes.',
    ),
  Prefer: z
    .string()
    .optional()
    .describe(
      `\`wait=N\`: wait up to N seconds (at most ${MAX_WAIT_SECONDS}) for the submission to finish, before a 202. \`handling=strict\`: accept all items or none. \`respond-async\`: answer 202, after the wait if there is one. RFC 7240.`,
    )
    .meta({ example: 'wait=10' }),
  'X-Request-Id': z
    .string()
    .optional()
    .describe(
      'Returned, logged, and passed on: 1 to 128 printable ASCII characters. One that is longer or has others is replaced by an id made here; one with a comma outside quotes is refused, as a header sent twice.',
    ),
  traceparent: z.string().optional().describe('W3C Trace Context: logged and passed on.'),
});

/** Request headers of a submission of one item. */
export const SingleSubmittingHeaders = SubmittingHeaders.extend({
  'If-Match': z
    .string()
    .optional()
    .describe(
      'The strong `ETag` of the product; `*`, a list and a weak one are refused. It is compared when the change is applied: if the product has another version then, the item fails with `VERSION_CONFLICT`.',
    ),
});

const REPLAYED = header('Idempotency-Replayed', '`true` when this repeats the first answer.');

export function acceptedResponse(example: Accepted) {
  return success(
    'Accepted: everything in `items` is stored durably in the queue, and will be saved in the background.',
    Accepted,
    example,
    {
      ...header('Location', 'URL of the submission.'),
      ...RETRY_AFTER,
      ...PREFERENCE_APPLIED,
      ...REPLAYED,
    },
  );
}

const finished = 'The finished submission, if `Prefer: wait=N` was sent';
const headers = {
  ...header('Content-Location', 'URL of the submission.'),
  ...PREFERENCE_APPLIED,
  ...REPLAYED,
};

const ONE_OF = { unionPreferredType: 'oneOf' } as const;

// With the body of a 202 too: generated clients in Go and TypeScript (`fetch`) read every success by the first one's schema.
const RetryResult = z.union([Submission, Accepted]).openapi('RetryResult', {}, ONE_OF);
const SubmitResult = z.union([Submission, DryRun, Accepted]).openapi('SubmitResult', {}, ONE_OF);

export const finishedResponse = success(`${finished}.`, RetryResult, finishedSubmission(1), headers);

export function finishedOrDryRunResponse(total: number) {
  return success(
    `${finished}. Or the result of a dry run: nothing was stored or sent.`,
    SubmitResult,
    finishedSubmission(total),
    headers,
  );
}

/** Problem codes of every submission. */
export const SUBMITTING_CODES = [
  'INVALID_REQUEST',
  'REQUEST_IN_PROGRESS',
  'PAYLOAD_TOO_LARGE',
  'IDEMPOTENCY_KEY_REUSED',
  'TOO_MANY_REQUESTS',
] as const satisfies ErrorCode[];
