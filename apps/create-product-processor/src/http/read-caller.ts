import { ANONYMOUS, ProblemError } from '@async-catalog/http-contract';
import { z } from 'zod';

const name = z.string().min(1);

const Claims = z.object({ sub: name });

/**
 * The caller, as API Gateway's authorizers name it: JWT (HTTP API), Cognito (REST API), Lambda (REST API).
 */
const Authorizer = z.union([
  z.object({ jwt: z.object({ claims: Claims }) }).transform(({ jwt }) => jwt.claims.sub),
  z.object({ claims: Claims }).transform(({ claims }) => claims.sub),
  z.object({ principalId: name }).transform(({ principalId }) => principalId),
]);

/**
 * Reads the caller, `anonymous` without an authorizer.
 * @throws {ProblemError} `UNAUTHENTICATED` where an authorizer names nobody: its callers must not share
 *   submissions.
 */
export function readCaller(authorizer: unknown): string {
  if (authorizer === undefined || authorizer === null) {
    return ANONYMOUS;
  }
  const parsed = Authorizer.safeParse(authorizer);
  if (!parsed.success) {
    // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 wants the header.
    throw new ProblemError('UNAUTHENTICATED', 'The authorizer does not say who is calling.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  return parsed.data;
}
