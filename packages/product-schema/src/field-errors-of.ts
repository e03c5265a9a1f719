import leven from 'leven';
import type { z } from 'zod';
import type { FieldError, FieldErrorCode } from './field-error.ts';
import { jsonPointer } from './json-pointer.ts';

type Issue = z.core.$ZodIssue;

/** Limit of errors listed for one product. */
export const MAX_FIELD_ERRORS = 20;

/**
 * Converts zod's issues to at most {@link MAX_FIELD_ERRORS} field errors, one for each unknown field.
 */
export function fieldErrorsOf(
  issues: readonly Issue[],
  { knownFields }: { knownFields: readonly string[] },
): FieldError[] {
  return issues
    .slice(0, MAX_FIELD_ERRORS)
    .flatMap(entered)
    .flatMap((issue) => {
      return issue.code === 'unrecognized_keys'
        ? issue.keys
            .slice(0, MAX_FIELD_ERRORS)
            .map((key) => unknownField([...issue.path, key], key, knownFields))
        : [{ pointer: jsonPointer(issue.path), ...readingOf(issue) }];
    })
    .slice(0, MAX_FIELD_ERRORS);
}

/** Follows an issue of a union into the branch that got into the value, because only that can be the one that was meant. */
function entered(issue: Issue): Issue[] {
  const branch =
    issue.code === 'invalid_union'
      ? issue.errors.find((issues) => issues.some(({ path }) => path.length > 0))
      : undefined;
  return branch === undefined
    ? [issue]
    : branch.flatMap((inner) => entered({ ...inner, path: [...issue.path, ...inner.path] }));
}

function unknownField(path: PropertyKey[], key: string, knownFields: readonly string[]): FieldError {
  const nearest = nearestOf(key, knownFields);
  const hint = nearest === undefined ? 'remove it' : `did you mean "${nearest}"?`;
  return { pointer: jsonPointer(path), code: 'UNKNOWN_FIELD', detail: `is not a known field; ${hint}` };
}

/** Suggests a name at most a third of whose letters differ, or with two letters swapped. */
export function nearestOf(key: string, knownFields: readonly string[]): string | undefined {
  const candidate = key.slice(0, 64).toLowerCase();
  return knownFields
    .map((field) => ({ field, distance: leven(candidate, field.toLowerCase()) }))
    .filter(
      ({ field, distance }) =>
        distance <= Math.max(1, Math.floor(field.length / 3)) ||
        (distance === 2 && lettersOf(candidate) === lettersOf(field)),
    )
    .sort((a, b) => a.distance - b.distance)[0]?.field;
}

function lettersOf(name: string): string {
  return Array.from(name.toLowerCase()).sort().join('');
}

function readingOf(issue: Issue): { code: FieldErrorCode; detail: string } {
  const refusal = refusalIn(issue);
  if (refusal !== undefined) {
    return { code: refusal.params?.['code'] as FieldErrorCode, detail: refusal.message };
  }
  const limit = limitIn(issue);
  if (limit !== undefined) {
    return limit;
  }
  const wanted = wantedBy(issue);
  // Issues carry no value: only zod's message says that it was missing.
  return issue.message.endsWith('received undefined')
    ? { code: 'REQUIRED', detail: `is missing; send ${wanted}` }
    : { code: 'WRONG_TYPE', detail: `has the wrong type; send ${wanted}` };
}

/**
 * Finds the code of our own checks: of the value, of an object's key, or of the union branch that matched the
 * value's type.
 */
function refusalIn(issue: Issue): z.core.$ZodIssueCustom | undefined {
  switch (issue.code) {
    case 'custom':
      return issue;
    case 'invalid_key':
      return issue.issues.map(refusalIn).find((refusal) => refusal !== undefined);
    case 'invalid_union':
      return issue.errors
        .flat()
        .map(refusalIn)
        .find((refusal) => refusal !== undefined);
    default:
      return undefined;
  }
}

/** Reads a limit of zod's own checks, the values of an enum, and what a pattern of ours asks for. */
function limitIn(issue: Issue): { code: FieldErrorCode; detail: string } | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return {
        code: 'INVALID_FORMAT',
        detail: `is not a known value; send ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`,
      };
    case 'invalid_format':
      // zod's own sentences, which are for programmers, begin so.
      return issue.message.startsWith('Invalid ')
        ? undefined
        : { code: 'INVALID_FORMAT', detail: issue.message };
    case 'too_big':
    case 'too_small': {
      const isText = issue.origin === 'string';
      const isList = issue.origin === 'array';
      const [code, limit] =
        issue.code === 'too_big'
          ? ([isText ? 'TOO_LONG' : isList ? 'TOO_MANY' : 'TOO_LARGE', `at most ${issue.maximum}`] as const)
          : ([isText ? 'TOO_SHORT' : isList ? 'TOO_FEW' : 'TOO_SMALL', `at least ${issue.minimum}`] as const);
      const unit = isText ? ' characters' : isList ? ' items' : '';
      return { code, detail: `is out of range; send ${limit}${unit}` };
    }
    default:
      return undefined;
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

function wantedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return NOUNS[issue.expected] ?? issue.expected;
  }
  const takesList =
    issue.code === 'invalid_union' &&
    issue.errors.flat().some((inner) => inner.code === 'invalid_type' && inner.expected === 'array');
  return takesList ? 'a string, a number, a boolean, or a list of these' : 'a string, a number or a boolean';
}
