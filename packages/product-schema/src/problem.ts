import { z } from 'zod';
import { ERROR_CODES, statusOf, titleOf, type ErrorCode } from './error-codes.ts';
import { FieldError } from './field-error.ts';
import { SubmissionId } from './ids.ts';
import { submissionLinks, SubmissionLinks } from './links.ts';

/** Media type of {@link Problem}, RFC 9457 section 3. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Problem details: https://www.rfc-editor.org/rfc/rfc9457, with extension members from `code` on. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(ERROR_CODES),
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
    submissionId: SubmissionId.optional().describe('Submission that may exist in spite of the problem.'),
    links: SubmissionLinks.optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Creates the problem document of a code. `instance` is the request's path; `detail` says what to do about it. */
export function createProblem(
  code: ErrorCode,
  about: {
    detail: string;
    instance: string;
    requestId: string;
    errors?: readonly FieldError[] | undefined;
    submissionId?: SubmissionId | undefined;
  },
): Problem {
  return {
    type: `urn:async-catalog:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(code),
    status: statusOf(code),
    detail: about.detail,
    instance: about.instance,
    code,
    requestId: about.requestId,
    ...(about.errors !== undefined && { errors: [...about.errors] }),
    ...(about.submissionId !== undefined && {
      submissionId: about.submissionId,
      links: submissionLinks(about.submissionId),
    }),
  };
}
