import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldErrorsOf } from './field-errors-of.ts';

function errorsOf(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value);
  return fieldErrorsOf(error?.issues ?? [], { knownFields: ['name', 'price'] }).map(
    ({ pointer, code, detail }) => `${pointer} ${code}: ${detail}`.trim(),
  );
}

const text = z.string();
const kinds = z.union([text, z.number(), z.boolean(), z.array(text)]);

/** By the check of zod that refuses it: a schema, a value, and what is said of it. */
const CHECKS: Record<string, readonly [z.ZodType, unknown, string]> = {
  LessThan: [z.number().lt(3), 3, 'TOO_LARGE: is out of range; send less than 3'],
  GreaterThan: [z.number().gt(3), 3, 'TOO_SMALL: is out of range; send more than 3'],
  MultipleOf: [z.number().multipleOf(5), 7, 'NOT_A_MULTIPLE: is not a multiple of 5; send one'],
  NumberFormat: [z.int(), 1.5, 'NOT_AN_INTEGER: is not a whole number; send one without decimals'],
  BigIntFormat: [z.uint64(), -1n, 'TOO_SMALL: is out of range; send at least 0'],
  MaxSize: [z.set(text).max(1), new Set(['a', 'b']), 'TOO_MANY: is out of range; send at most 1 item'],
  MinSize: [z.map(text, text).min(2), new Map(), 'TOO_FEW: is out of range; send at least 2 entries'],
  SizeEquals: [z.set(text).size(2), new Set(), 'TOO_FEW: is out of range; send exactly 2 items'],
  MaxLength: [text.max(1), 'ab', 'TOO_LONG: is out of range; send at most 1 character'],
  MinLength: [z.array(text).min(2), [], 'TOO_FEW: is out of range; send at least 2 items'],
  LengthEquals: [text.length(3), 'ab', 'TOO_SHORT: is out of range; send exactly 3 characters'],
  StringFormat: [z.email(), 'a', 'INVALID_FORMAT: is not a valid email address; send one'],
  Regex: [text.regex(/^a+$/), 'b', 'INVALID_FORMAT: has the wrong form; send text that matches /^a+$/'],
  LowerCase: [text.lowercase(), 'A', 'INVALID_FORMAT: has capital letters; send none'],
  UpperCase: [text.uppercase(), 'a', 'INVALID_FORMAT: has small letters; send none'],
  Includes: [text.includes('a'), 'b', 'INVALID_FORMAT: has the wrong form; it must include "a"'],
  StartsWith: [text.startsWith('a'), 'b', 'INVALID_FORMAT: has the wrong form; it must start with "a"'],
  EndsWith: [text.endsWith('a'), 'b', 'INVALID_FORMAT: has the wrong form; it must end with "a"'],
  Property: [
    text.check(z.property('length', z.number().max(1))),
    'ab',
    '/length TOO_LARGE: is out of range; send at most 1',
  ],
  Properties: [
    text.check(z.properties({ length: z.number().max(1) })),
    'ab',
    '/length TOO_LARGE: is out of range; send at most 1',
  ],
  MimeType: [
    z.file().mime('text/csv'),
    new File([], 'a'),
    'INVALID_FORMAT: is not a known value; send "text/csv"',
  ],
};

/** Changes the value, and refuses none. */
const REFUSES_NOTHING = ['Overwrite'];

describe('a check of zod', () => {
  it('is one of those whose words are tested here', () => {
    const known = Object.keys(z.core).flatMap((name) => /^\$ZodCheck(.+)$/.exec(name)?.[1] ?? []);

    expect(known.toSorted()).toEqual([...Object.keys(CHECKS), ...REFUSES_NOTHING].toSorted());
  });

  it.each(Object.entries(CHECKS))('%s has a code and words of its own', (_, [schema, value, error]) => {
    expect(errorsOf(schema, value)).toEqual([error]);
  });

  it.each([
    [z.url(), 'URL'],
    [z.uuid(), 'UUID'],
    [z.iso.datetime(), 'ISO datetime'],
    [z.ipv4(), 'IPv4 address'],
    [z.base64(), 'base64-encoded string'],
  ])('of a format names the format: %#', (schema, noun) => {
    expect(errorsOf(schema, '*')).toEqual([`INVALID_FORMAT: is not a valid ${noun}; send one`]);
  });

  it('of a type names the type, and that a value is missing', () => {
    expect(errorsOf(z.object({ name: text, sent: z.boolean() }), { sent: 'true' })).toEqual([
      '/name REQUIRED: is missing; send a string',
      '/sent WRONG_TYPE: has the wrong type; send a boolean',
    ]);
    expect(errorsOf(z.tuple([text]), {})).toEqual(['WRONG_TYPE: has the wrong type; send an array']);
    expect(errorsOf(z.never(), 1)).toEqual(['WRONG_TYPE: has the wrong type; send nothing']);
  });

  it('says what the schema says, where it brings words', () => {
    expect(errorsOf(text.regex(/^a$/, 'is no a; send one'), 'b')).toEqual([
      'INVALID_FORMAT: is no a; send one',
    ]);
    expect(errorsOf(text.max(1, 'is long; cut it'), 'ab')).toEqual(['TOO_LONG: is long; cut it']);
    expect(
      errorsOf(
        text.refine(() => false, 'is odd; send another'),
        'a',
      ),
    ).toEqual(['INVALID_FORMAT: is odd; send another']);
    expect(
      errorsOf(
        text.refine(() => false),
        'a',
      ),
    ).toEqual(['INVALID_FORMAT: is not valid']);
  });
});

describe('a union', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    [
      'names each type that it takes',
      kinds,
      {},
      'WRONG_TYPE: has the wrong type; send a string, a number, a boolean or an array',
    ],
    [
      'says that it is missing',
      kinds,
      undefined,
      'REQUIRED: is missing; send a string, a number, a boolean or an array',
    ],
    [
      'follows the branch whose type the value has',
      kinds,
      ['a', 1],
      '/1 WRONG_TYPE: has the wrong type; send a string',
    ],
    [
      'says what is wrong with a value of the right type',
      z.union([z.number(), text.max(1)]),
      'ab',
      'TOO_LONG: is out of range; send at most 1 character',
    ],
    [
      'of values names all of them',
      z.union([z.literal('a'), z.enum(['b', 'c'])]),
      'd',
      'INVALID_FORMAT: is not a known value; send "a" or "b" or "c"',
    ],
    [
      'of values and types names both',
      z.union([z.literal('all'), z.number()]),
      'none',
      'WRONG_TYPE: has the wrong type; send a number or "all"',
    ],
    [
      'with a discriminator names its values',
      z.discriminatedUnion('op', [z.object({ op: z.literal('put') }), z.object({ op: z.literal('patch') })]),
      { op: 'post' },
      '/op INVALID_FORMAT: is not a known value; send "put" or "patch"',
    ],
    [
      'that takes one form refuses what fits two',
      z.xor([text, z.literal('a')]),
      'a',
      'INVALID_FORMAT: fits several forms; send what fits one',
    ],
  ])('%s', (_, schema, value, error) => {
    expect(errorsOf(schema, value)).toEqual([error]);
  });
});

it('a key that is refused is what its check says', () => {
  expect(errorsOf(z.record(text.max(1), z.number()), { ab: 1 })).toEqual([
    '/ab TOO_LONG: is out of range; send at most 1 character',
  ]);
});

it('a field that is not known is named, with the nearest one', () => {
  expect(errorsOf(z.strictObject({}), { prize: 1, xyz: 1 })).toEqual([
    '/prize UNKNOWN_FIELD: is not a known field; did you mean "price"?',
    '/xyz UNKNOWN_FIELD: is not a known field; remove it',
  ]);
});
