import { describe, expect, it } from 'vitest';
import { ERROR_CODES, Problem, createProblem, newSubmissionId, statusOf, submissionLinks } from './index.ts';

const about = { detail: 'Send something else.', instance: '/products', requestId: 'request-1' };

describe('createProblem', () => {
  it('makes a problem document', () => {
    const errors = [{ pointer: '/price', code: 'TOO_SMALL' as const, detail: 'is negative; send 0 or more' }];

    expect(createProblem('INVALID_PRODUCT', { ...about, errors })).toEqual({
      type: 'urn:async-catalog:problem:invalid-product',
      title: 'The product is not valid',
      status: 422,
      detail: 'Send something else.',
      instance: '/products',
      code: 'INVALID_PRODUCT',
      requestId: 'request-1',
      errors,
    });
  });

  it.each(ERROR_CODES)('makes one of %s that fits the schema', (code) => {
    const problem = createProblem(code, about);

    expect(Problem.parse(problem)).toEqual(problem);
    expect(problem.status).toBe(statusOf(code));
    expect(URL.canParse(problem.type)).toBe(true);
    expect(problem).not.toHaveProperty('errors');
  });

  it('names a submission that may exist', () => {
    const submissionId = newSubmissionId();

    const problem = createProblem('DEPENDENCY_UNAVAILABLE', { ...about, submissionId });

    expect(Problem.parse(problem)).toMatchObject({ submissionId, links: submissionLinks(submissionId) });
    expect(createProblem('DEPENDENCY_UNAVAILABLE', about)).not.toHaveProperty('links');
  });

  it('has a type of its own for each code', () => {
    const types = ERROR_CODES.map((code) => createProblem(code, about).type);

    expect(new Set(types).size).toBe(ERROR_CODES.length);
  });

  it('has the codes that consumers know, with their statuses: they never change', () => {
    expect(Object.fromEntries(ERROR_CODES.map((code) => [code, statusOf(code)]))).toMatchInlineSnapshot(`
      {
        "DEPENDENCY_UNAVAILABLE": 503,
        "FORBIDDEN": 403,
        "HEADERS_TOO_LARGE": 431,
        "IDEMPOTENCY_KEY_REUSED": 422,
        "IMPORT_ENDED": 409,
        "IMPORT_NOT_FOUND": 404,
        "IMPORT_STARTED": 409,
        "INTERNAL_ERROR": 500,
        "INVALID_FILE": 422,
        "INVALID_ITEMS": 422,
        "INVALID_MAPPING": 422,
        "INVALID_PRODUCT": 422,
        "INVALID_REQUEST": 400,
        "MALFORMED_JSON": 400,
        "METHOD_NOT_ALLOWED": 405,
        "NOTHING_TO_RETRY": 422,
        "NOT_ACCEPTABLE": 406,
        "NOT_FOUND": 404,
        "NO_VALID_ITEM": 422,
        "PAYLOAD_TOO_LARGE": 413,
        "PRODUCT_DELETED": 404,
        "PRODUCT_NOT_FOUND": 404,
        "REPORT_NOT_READY": 404,
        "REQUEST_IN_PROGRESS": 409,
        "REQUEST_TIMEOUT": 408,
        "SUBMISSION_ENDED": 409,
        "SUBMISSION_NOT_FOUND": 404,
        "SUBMISSION_OF_IMPORT": 409,
        "TOO_MANY_REQUESTS": 429,
        "UNAUTHENTICATED": 401,
        "UNSUPPORTED_MEDIA_TYPE": 415,
        "UPLOAD_INCOMPLETE": 409,
      }
    `);
  });
});
