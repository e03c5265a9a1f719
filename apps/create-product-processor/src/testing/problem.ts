import type { ErrorCode } from '@async-catalog/product-schema';
import { expect } from 'vitest';

/** Matches a `ProblemError` of this code. */
export function problem(code: ErrorCode, fields: Record<string, unknown> = {}): Error {
  return expect.objectContaining({ name: 'ProblemError', code, ...fields }) as Error;
}
