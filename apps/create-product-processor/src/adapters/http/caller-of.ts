import { z } from 'zod';
import { ProblemError } from '../../core/answering/problem-error.ts';

/** Whom submissions belong to where nobody is asked who they are. */
const ANONYMOUS = 'anonymous';

const name = z.string().min(1);

const Claims = z.object({ sub: name });

/** Where API Gateway's authorizers leave who is calling: JWT (HTTP API), Cognito (REST API), Lambda (REST API). */
const Authorizer = z.union([
  z.object({ jwt: z.object({ claims: Claims }) }).transform(({ jwt }) => jwt.claims.sub),
  z.object({ claims: Claims }).transform(({ claims }) => claims.sub),
  z.object({ principalId: name }).transform(({ principalId }) => principalId),
]);

/** @throws {ProblemError} `UNAUTHENTICATED` where an authorizer names nobody: its callers must not be taken for one and the same. */
export function callerOf(authorizer: unknown): string {
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
