import { newSubmissionId } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { MAX_PROBLEM_ERRORS, ProblemError } from './problem-error.ts';
import { dependencyUnavailable, internalError, nothingTaken, outcomeUnknown } from './problems.ts';

const error = (pointer: string) => ({ pointer, code: 'TOO_SMALL', detail: 'is negative' }) as const;

describe('ProblemError', () => {
  it('lists a hundred errors, and no more', () => {
    const errors = Array.from({ length: MAX_PROBLEM_ERRORS + 1 }, (_, index) => error(`/items/${index}`));

    expect(new ProblemError('INVALID_ITEMS', 'Nothing was taken.', { errors }).errors).toEqual(
      errors.slice(0, MAX_PROBLEM_ERRORS),
    );
  });

  it('names the object that holds a field whose own pointer is too long, and leaves others as they are', () => {
    const longest = `/attributes/${'x'.repeat(188)}`;
    const { errors } = new ProblemError('INVALID_PRODUCT', 'Nothing was taken.', {
      errors: [error(longest), error(`${longest}x`)],
    });

    expect(errors?.[0]).toEqual(error(longest));
    expect(errors?.[1]).toMatchObject({
      pointer: '/attributes',
      detail: 'holds a field with a very long name: is negative',
    });
  });

  it('says in a header when another try can help', () => {
    const headers = { allow: 'POST' };

    expect(new ProblemError('NOT_FOUND', 'No.', { headers }).headers).toEqual(headers);
    expect(new ProblemError('NOT_FOUND', 'No.', { headers, retryAfterSeconds: 7 }).headers).toEqual({
      allow: 'POST',
      'retry-after': '7',
    });
  });
});

describe('the problems that both services give', () => {
  const cause = new Error('ECONNREFUSED 10.0.0.1');

  it.each([nothingTaken(cause), outcomeUnknown(cause), dependencyUnavailable('Ask again.', cause)])(
    'say that a dependency is out, and when to try again: $message',
    (problem) => {
      expect(problem).toMatchObject({
        code: 'DEPENDENCY_UNAVAILABLE',
        headers: { 'retry-after': '5' },
        cause,
      });
    },
  );

  it('name the submission of which something may be taken', () => {
    const submissionId = newSubmissionId();

    for (const problem of [
      outcomeUnknown(cause, submissionId),
      dependencyUnavailable('Ask again.', cause, submissionId),
    ]) {
      expect(problem).toMatchObject({
        submissionId,
        headers: { location: `/submissions/${submissionId}`, 'retry-after': '5' },
      });
    }
    expect(nothingTaken(cause).headers).not.toHaveProperty('location');
  });

  it('keep the cause to the log', () => {
    expect(internalError(cause)).toMatchObject({ code: 'INTERNAL_ERROR', cause });
    for (const { message } of [nothingTaken(cause), outcomeUnknown(cause), internalError(cause)]) {
      expect(message).not.toContain('10.0.0.1');
    }
  });
});
