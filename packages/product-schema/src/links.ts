import { z } from 'zod';

/** Paths of a submission and its report on the API. */
export const SubmissionLinks = z
  .object({ self: z.string(), report: z.string() })
  .meta({ id: 'SubmissionLinks' });
export type SubmissionLinks = z.infer<typeof SubmissionLinks>;

export function submissionLinks(submissionId: string): SubmissionLinks {
  const self = `/submissions/${submissionId}`;
  return { self, report: `${self}/report` };
}
