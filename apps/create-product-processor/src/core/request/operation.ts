import { ProblemError } from '../answering/problem-error.ts';

export const JSON_MEDIA_TYPE = 'application/json';
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** What can be asked of the intake. */
export interface Operation {
  readonly name: 'product' | 'batch';
  /** Of a body, without parameters. */
  readonly mediaTypes: readonly string[];
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '/products': { name: 'product', mediaTypes: [JSON_MEDIA_TYPE] },
  '/products/batch': { name: 'batch', mediaTypes: [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE] },
};

/**
 * Which operation a request is for. A stage or a base path may stand before the path, as API Gateway has it:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`
 */
export function operationOf(method: string, path: string): Operation {
  const known = Object.entries(OPERATIONS).find(([suffix]) => path.endsWith(suffix));
  if (known === undefined) {
    throw new ProblemError('NOT_FOUND', `Send to ${Object.keys(OPERATIONS).join(' or ')}.`);
  }
  if (method !== 'POST') {
    throw new ProblemError('METHOD_NOT_ALLOWED', 'Use POST.', { headers: { allow: 'POST' } });
  }
  return known[1];
}
