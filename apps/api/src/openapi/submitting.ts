import { Accepted, DryRun, Submission, type ErrorCode } from '@async-catalog/product-schema';
import { z } from 'zod';
import { submission } from './examples.ts';
import { header, PREFERENCE_APPLIED, RETRY_AFTER } from './headers.ts';
import { success } from './success.ts';

/** What a consumer can say about a submission, besides what is in it. */
export const SubmittingHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe(
      'The same key and payload gives the first answer again, for 24 hours at least. Quoted or bare.',
    ),
  Prefer: z
    .string()
    .optional()
    .describe(
      '`wait=N`: rather wait up to N seconds (20 at most) for the finished submission than be told 202. `handling=strict`: take all items or none. `respond-async`: a 202. RFC 7240.',
    )
    .meta({ example: 'wait=10' }),
  'X-Request-Id': z.string().min(1).max(128).optional().describe('Is answered, logged, and carried along.'),
  traceparent: z.string().optional().describe('W3C Trace Context, carried along.'),
});

const REPLAYED = header('Idempotency-Replayed', '`true` when this is the first answer again.');

export function acceptedResponse(example: Accepted) {
  return success(
    'Taken: everything in `items` is in the queue, durably, and will be saved in the background.',
    Accepted,
    example,
    {
      ...header('Location', 'Where the submission is.'),
      ...RETRY_AFTER,
      ...PREFERENCE_APPLIED,
      ...REPLAYED,
    },
  );
}

const finished = 'The finished submission, to `Prefer: wait=N`';
const headers = {
  ...header('Content-Location', 'Where the submission is.'),
  ...PREFERENCE_APPLIED,
  ...REPLAYED,
};

export const finishedResponse = success(`${finished}.`, Submission, submission, headers);

export const finishedOrDryRunResponse = success(
  `${finished}. Or what a dry run found: nothing was stored or sent.`,
  z.union([Submission, DryRun]),
  submission,
  headers,
);

export const DryRunQuery = z.object({
  dryRun: z.enum(['true', 'false']).optional().describe('`true` validates only.'),
});

/** What every submission can be answered with in place of success. */
export const SUBMITTING_CODES = [
  'INVALID_REQUEST',
  'REQUEST_IN_PROGRESS',
  'PAYLOAD_TOO_LARGE',
  'IDEMPOTENCY_KEY_REUSED',
  'TOO_MANY_REQUESTS',
] as const satisfies ErrorCode[];
