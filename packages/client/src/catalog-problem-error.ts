import type { Problem } from './openapi.ts';

/**
 * A problem that the API answered with, after any retries. `problem` is the document (RFC 9457), with a stable `code` and `errors`, which
 * point into the request.
 */
export class CatalogProblemError extends Error {
  override readonly name = 'CatalogProblemError';
  /** The HTTP status. */
  readonly status: number;
  /** Missing only if something other than the API answered, such as a proxy. */
  readonly problem: Problem | undefined;
  readonly code: Problem['code'] | undefined;

  constructor(request: Request, status: number, problem: Problem | undefined) {
    const what = problem === undefined ? '' : ` ${problem.code}: ${problem.detail}`;
    super(`${request.method} ${new URL(request.url).pathname} answered ${status}${what}`);
    this.status = status;
    this.problem = problem;
    this.code = problem?.code;
  }
}

/** Converts an answer to an error. */
export async function toProblemError(request: Request, response: Response): Promise<CatalogProblemError> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? ((await response.json()) as Problem) : undefined;
  return new CatalogProblemError(request, response.status, problem);
}
