import { ProblemError } from '@async-catalog/http-contract';
import type { Operation } from '../core/intake-command.ts';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '/products': 'product',
  '/products/batch': 'batch',
};

/**
 * Reads the operation from method and path. API Gateway can put a stage or a base path before the path:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`
 */
export function readOperation(method: string, path: string): Operation {
  const known = Object.entries(OPERATIONS).find(([suffix]) => path.endsWith(suffix));
  if (known === undefined) {
    throw new ProblemError('NOT_FOUND', `Send to ${Object.keys(OPERATIONS).join(' or ')}.`);
  }
  if (method !== 'POST') {
    throw new ProblemError('METHOD_NOT_ALLOWED', 'Use POST.', { headers: { allow: 'POST' } });
  }
  return known[1];
}
