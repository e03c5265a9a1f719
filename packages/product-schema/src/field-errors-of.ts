import leven from 'leven';
import type { z } from 'zod';
import type { FieldError, FieldErrorCode } from './field-error.ts';
import { jsonPointer } from './json-pointer.ts';

type Issue = z.core.$ZodIssue;

/** More than this in one product says no more than this. */
export const MAX_FIELD_ERRORS = 20;

/** What zod found, as field errors: one for each unknown field, at most {@link MAX_FIELD_ERRORS}. */
export function fieldErrorsOf(
  issues: readonly Issue[],
  options: { knownFields: readonly string[]; basePath?: readonly PropertyKey[] },
): FieldError[] {
  const { knownFields, basePath = [] } = options;
  return issues
    .flatMap((issue) => {
      const path = [...basePath, ...issue.path];
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownField([...path, key], key, knownFields))
        : [{ pointer: jsonPointer(path), ...readingOf(issue) }];
    })
    .slice(0, MAX_FIELD_ERRORS);
}

function unknownField(path: PropertyKey[], key: string, knownFields: readonly string[]): FieldError {
  const nearest = nearestOf(key, knownFields);
  const hint = nearest === undefined ? 'remove it' : `did you mean "${nearest}"?`;
  return { pointer: jsonPointer(path), code: 'UNKNOWN_FIELD', detail: `is not a known field; ${hint}` };
}

/** A name further away than a third of its letters is no misspelling of it. */
function nearestOf(key: string, knownFields: readonly string[]): string | undefined {
  const candidate = key.slice(0, 64).toLowerCase();
  return knownFields
    .map((field) => ({ field, distance: leven(candidate, field.toLowerCase()) }))
    .filter(({ field, distance }) => distance <= Math.max(1, Math.floor(field.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0]?.field;
}

function readingOf(issue: Issue): { code: FieldErrorCode; detail: string } {
  switch (issue.code) {
    case 'custom':
      return { code: issue.params?.['code'] as FieldErrorCode, detail: issue.message };
    case 'invalid_type': {
      const wanted = /^[aeiou]/.test(issue.expected) ? `an ${issue.expected}` : `a ${issue.expected}`;
      return issue.message.endsWith('received undefined')
        ? { code: 'REQUIRED', detail: `is missing; send ${wanted}` }
        : { code: 'WRONG_TYPE', detail: `has the wrong type; send ${wanted}` };
    }
    case 'invalid_key':
      return innermost(issue.issues) ?? { code: 'INVALID_FORMAT', detail: issue.message };
    case 'invalid_union':
      return (
        innermost(issue.errors.flat()) ?? {
          code: 'WRONG_TYPE',
          detail: 'has the wrong type; send a string, a finite number or a boolean',
        }
      );
    default:
      return { code: 'INVALID_FORMAT', detail: issue.message };
  }
}

/** Of a key or of a union's branches: the branch whose type fitted says best what is wrong. */
function innermost(issues: readonly Issue[]): { code: FieldErrorCode; detail: string } | undefined {
  const own = issues.find((issue) => issue.code === 'custom');
  return own === undefined ? undefined : readingOf(own);
}
