import leven from 'leven';
import type { z } from 'zod';
import type { FieldError, FieldErrorCode } from './field-error.ts';
import { jsonPointer } from './json-pointer.ts';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

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
      ? (issue.errors.find((issues) => issues.some(({ path }) => path.length > 0)) ??
        issue.errors.find((issues) => !issues.every(isMismatch)))
      : undefined;
  return branch === undefined
    ? [issue]
    : branch.flatMap((inner) => entered({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Tells whether an issue says that the value is of another kind, and not what is wrong with one of that kind. */
function isMismatch(issue: Issue): boolean {
  return issue.code === 'invalid_union'
    ? issue.errors.every((issues) => issues.every(isMismatch))
    : issue.code === 'invalid_type' || issue.code === 'invalid_value';
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

/** Code and words of one issue. */
type Reading = Pick<FieldError, 'code' | 'detail'>;

/** Sentences of zod's own, which are for programmers, begin so. */
const ZODS_OWN = /^(?:Invalid|Too big|Too small|Unrecognized)\b/;

/** Reads the code and the words of an issue. Words that a schema brings count before those made here. */
function readingOf(issue: Issue): Reading {
  const read = READERS[issue.code] as (issue: Issue) => Reading;
  const { code, detail } = read(issue);
  return { code, detail: ZODS_OWN.test(issue.message) ? detail : issue.message };
}

/** Codes and words by zod's codes, all of them. */
const READERS: { readonly [Code in Issue['code']]: (issue: IssueOf<Code>) => Reading } = {
  invalid_type: readType,
  invalid_value: ({ values }) => unknownValue(values),
  invalid_format: (issue) => ({ code: 'INVALID_FORMAT', detail: describeFormat(issue) }),
  too_big: (issue) => readRange(issue, issue.maximum, ['less than', 'at most']),
  too_small: (issue) => readRange(issue, issue.minimum, ['more than', 'at least']),
  not_multiple_of: ({ divisor }) => ({
    code: 'NOT_A_MULTIPLE',
    detail: `is not a multiple of ${divisor}; send one`,
  }),
  unrecognized_keys: ({ keys }) => ({
    code: 'UNKNOWN_FIELD',
    detail: `has fields that are not known; remove ${keys.slice(0, MAX_FIELD_ERRORS).join(', ')}`,
  }),
  invalid_union: readUnion,
  invalid_key: ({ issues }) => firstReading(issues),
  invalid_element: ({ issues }) => firstReading(issues),
  custom: ({ params }) => ({
    code: (params?.['code'] as FieldErrorCode | undefined) ?? 'INVALID_FORMAT',
    detail: 'is not valid',
  }),
};

function firstReading([issue]: readonly Issue[]): Reading {
  return issue === undefined ? { code: 'INVALID_FORMAT', detail: 'is not valid' } : readingOf(issue);
}

const NOUNS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  int: 'a whole number',
  never: 'nothing',
  nonoptional: 'a value',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
  tuple: 'an array',
};

function nounOf({ expected }: IssueOf<'invalid_type'>): string {
  return NOUNS[expected] ?? expected;
}

/** Recognizes a missing value, which issues don't carry: only zod's message says so. */
function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

function readType(issue: IssueOf<'invalid_type'>): Reading {
  if (isMissing(issue)) {
    return { code: 'REQUIRED', detail: `is missing; send ${nounOf(issue)}` };
  }
  return issue.expected === 'int'
    ? { code: 'NOT_AN_INTEGER', detail: 'is not a whole number; send one without decimals' }
    : { code: 'WRONG_TYPE', detail: `has the wrong type; send ${nounOf(issue)}` };
}

function unknownValue(values: readonly unknown[]): Reading {
  const known = values.map((value) => JSON.stringify(value)).join(' or ');
  return { code: 'INVALID_FORMAT', detail: `is not a known value; send ${known}` };
}

function describeFormat({ format, pattern, message }: IssueOf<'invalid_format'>): string {
  switch (format) {
    case 'lowercase':
      return 'has capital letters; send none';
    case 'uppercase':
      return 'has small letters; send none';
    case 'regex':
    case 'template_literal':
      return `has the wrong form; send text that matches ${pattern}`;
    default: {
      const rule = /^Invalid string: must (.+)$/s.exec(message)?.[1];
      // `Invalid email address`, of which only the noun is for consumers.
      return rule === undefined
        ? `is not a valid ${message.replace('Invalid ', '')}; send one`
        : `has the wrong form; it must ${rule}`;
    }
  }
}

/** Codes of a limit, and what it counts, by what has it. */
const COUNTED: Readonly<Record<string, { codes: [FieldErrorCode, FieldErrorCode]; unit: string }>> = {
  string: { codes: ['TOO_SHORT', 'TOO_LONG'], unit: 'character' },
  array: { codes: ['TOO_FEW', 'TOO_MANY'], unit: 'item' },
  set: { codes: ['TOO_FEW', 'TOO_MANY'], unit: 'item' },
  map: { codes: ['TOO_FEW', 'TOO_MANY'], unit: 'entry' },
};

const NUMBER = { codes: ['TOO_SMALL', 'TOO_LARGE'], unit: '' } as const;

function readRange(
  { code, origin, inclusive, exact }: IssueOf<'too_big' | 'too_small'>,
  limit: number | bigint,
  [exclusiveWords, inclusiveWords]: readonly [string, string],
): Reading {
  const { codes, unit } = COUNTED[origin] ?? NUMBER;
  const words = exact === true ? 'exactly' : inclusive === false ? exclusiveWords : inclusiveWords;
  const units = unit === '' ? '' : ` ${plural(unit, limit)}`;
  return {
    code: codes[code === 'too_small' ? 0 : 1],
    detail: `is out of range; send ${words} ${limit}${units}`,
  };
}

function plural(unit: string, count: number | bigint): string {
  return Number(count) === 1 ? unit : unit.endsWith('y') ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}

/** Reads an issue of a union of which no branch takes a value of that kind, or more than one takes it. */
function readUnion(issue: IssueOf<'invalid_union'>): Reading {
  if (issue.inclusive === false) {
    return { code: 'INVALID_FORMAT', detail: 'fits several forms; send what fits one' };
  }
  if (issue.options !== undefined) {
    return unknownValue(issue.options);
  }
  const branches = mismatchesOf(issue);
  const values = branches.flatMap((branch) => (branch.code === 'invalid_value' ? branch.values : []));
  const nouns = branches.flatMap((branch) => (branch.code === 'invalid_type' ? nounOf(branch) : []));
  if (nouns.length === 0) {
    return unknownValue(values);
  }
  const wanted = listOf([...new Set([...nouns, ...values.map((value) => JSON.stringify(value))])]);
  return branches.every(isMissing)
    ? { code: 'REQUIRED', detail: `is missing; send ${wanted}` }
    : { code: 'WRONG_TYPE', detail: `has the wrong type; send ${wanted}` };
}

function mismatchesOf(issue: Issue): Issue[] {
  return issue.code === 'invalid_union' ? issue.errors.flat().flatMap(mismatchesOf) : [issue];
}

/** Lists alternatives: `a, b or c`. */
function listOf(alternatives: readonly string[]): string {
  return [alternatives.slice(0, -1).join(', '), alternatives.at(-1)].filter(Boolean).join(' or ');
}
