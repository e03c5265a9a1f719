import type { Problem } from './openapi.ts';

/**
 * The API answered that it could not, or would not: after the retries, where those can help.
 * `problem` is its problem document (RFC 9457), with `code` (stable) and `errors` (what is wrong where).
 */
export class CatalogProblemError extends Error {
  override readonly name = 'CatalogProblemError';
  /** The HTTP status. */
  readonly status: number;
  /** Missing only when something between here and the API answered, a proxy for instance. */
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

/** Reads what the API had to say. */
export async function toProblemError(request: Request, response: Response): Promise<CatalogProblemError> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? ((await response.json()) as Problem) : undefined;
  return new CatalogProblemError(request, response.status, problem);
}
