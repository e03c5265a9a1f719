import { ProblemError } from '@async-catalog/http-contract';
import { type FieldError, fieldErrorsOf, fieldName, jsonPointer } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import { z } from 'zod';

/** Query of an operation without parameters. */
export const NoQuery = z.strictObject({});

/**
 * Parses the query by a schema. A repeated parameter is refused, because either of its values could be the one
 * that was meant.
 * @throws {ProblemError} `INVALID_REQUEST` naming every parameter that is wrong.
 */
export function readQuery<Query extends z.ZodObject>(c: Context, query: Query): z.output<Query> {
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  if (repeated.length > 0) {
    throw invalidQuery(
      repeated.map(([name]) => queryError(name, 'TOO_MANY', 'was sent more than once; send one value')),
    );
  }
  const parsed = query.safeParse(c.req.query());
  if (!parsed.success) {
    const knownFields = Object.keys(query.shape);
    throw invalidQuery(parsed.error.issues.flatMap((issue) => toErrors(issue, knownFields)));
  }
  return parsed.data;
}

/** Builds the error of a parameter, whose pointer is the parameter's name. */
export function queryError(name: string, code: FieldError['code'], detail: string): FieldError {
  return { pointer: jsonPointer([name]), code, detail };
}

/** Builds the problem of a query, with the parameters' names in its sentence too. */
export function invalidQuery(errors: readonly FieldError[]): ProblemError {
  const wrong = errors.map(({ pointer, detail }) => `${nameIn(pointer)} ${detail}`);
  return new ProblemError('INVALID_REQUEST', `Invalid query: ${wrong.join('. ')}.`, { errors });
}

function nameIn(pointer: string): string {
  return fieldName(pointer).slice(0, 64);
}

/** Our own checks name their fix; zod's sentences are for programmers, so only its codes are used. */
function toErrors(issue: z.core.$ZodIssue, knownFields: readonly string[]): FieldError[] {
  const name = String(issue.path[0]);
  switch (issue.code) {
    case 'invalid_value':
      return [queryError(name, 'INVALID_FORMAT', `is not a known value; send ${issue.values.join(' or ')}`)];
    case 'invalid_type':
      // Issues carry no value. The one parameter that an operation can need names its product.
      if (issue.message.endsWith('received undefined')) {
        return [queryError(name, 'REQUIRED', `is missing; name the product by its ${name}`)];
      }
      return [queryError(name, 'INVALID_FORMAT', issue.message)];
    case 'too_small':
    case 'too_big':
      return [queryError(name, 'INVALID_FORMAT', issue.message)];
    default:
      return fieldErrorsOf([issue], { knownFields }).map((error) => ({
        ...error,
        detail: error.detail
          .replace('is not a known field', 'is not a known parameter')
          // A query has no null.
          .replace(' or send null', ''),
      }));
  }
}

const LIMIT = 'is not a whole number from 1 to 100';
const CURSOR = 'is not a cursor; send the nextCursor of the page before, unchanged';

/** Query of a paged list. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(100, LIMIT)
    .default(20)
    .describe('Items of a page.'),
  cursor: z
    .string()
    .min(1, CURSOR)
    .max(200, CURSOR)
    .optional()
    .describe('`nextCursor` of the page before, unchanged.'),
});
