import * as fc from 'fast-check';
import { visit } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { checkJson, MAX_FLAWS } from './check-json.ts';
import { toFieldErrors } from './json-flaw.ts';
import { MAX_JSON_DEPTH } from './seen-names.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const nested = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2);

/** Finds the flaws of a valid JSON text by the visitor of jsonc-parser. */
function flawsByVisitor(text: string): unknown[] {
  const flaws: unknown[] = [];
  const open: { names: Set<string>; repeats: boolean }[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push({ names: new Set(), repeats: false });
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (name, _offset, _length, _line, _column, pathOfObject) => {
      const path = [...pathOfObject(), name];
      if (name === '__proto__' || (name === 'prototype' && path.at(-2) === 'constructor')) {
        flaws.push([path, 'RESERVED_NAME']);
      }
      const object = open.at(-1);
      if (object?.names.has(name) === true && !object.repeats) {
        object.repeats = true;
        flaws.push([path, 'DUPLICATE_FIELD']);
      }
      object?.names.add(name);
    },
  });
  return flaws;
}

/** Finds the place of the first error of a text by the visitor of jsonc-parser. */
function placeByVisitor(text: string): string | undefined {
  let place: string | undefined;
  visit(
    text,
    {
      onError: (_error, _offset, _length, line, column) => {
        place ??= `line ${line + 1}, column ${column + 1}`;
      },
    },
    { disallowComments: true },
  );
  return place;
}

/** Writes a name as JSON, with an escape for each of its code units. */
function escapeName(name: string): string {
  const escapes = Array.from({ length: name.length }, (_, at) =>
    name.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `"${escapes.map((digits) => String.raw`\u${digits}`).join('')}"`;
}

/** Writes a batch of one item with those fields. */
function writeBatch(names: readonly string[]): string {
  return `{"items":[{${names.map((each) => `${each}:1`).join()}}]}`;
}

/** Arbitrary text of JSON's tokens, and JSON with one place changed. */
function arbitraryText(): fc.Arbitrary<string> {
  const characters = '{}[]",:0123456789-+.eEtfnx \n\t\r\\/u\u0000\u00A0\uFEFF\uD800'.split('');
  const pieces = ['"a":', '"a"', 'true', 'null', '1e5', String.raw`"\u12`, '//', '/*'];
  const token = fc.constantFrom(...characters, ...pieces);
  const tokens = fc.array(token, { maxLength: 12 }).map((parts) => parts.join(''));
  const mutated = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), token, fc.nat(2))
    .map(([json, position, inserted, removed]) => {
      const at = position % (json.length + 1);
      return json.slice(0, at) + inserted + json.slice(at + removed);
    });
  return fc.oneof(tokens, mutated);
}

describe('checkJson', () => {
  it('finds nothing wrong with JSON', () => {
    const text =
      '{ "a": [1, "x", null, true, {"a": -1.5e3}], "prototype": "__proto__", "constructor": [{"prototype":1}] }';

    expect(checkJson(text)).toEqual([]);
  });

  it.each([
    ['', 'line 1, column 1: value expected'],
    ['{"a":1,}', 'line 1, column 8: a comma before }; remove it'],
    ['{"a":[1, ]}', 'line 1, column 10: a comma before ]; remove it'],
    ['{"a":]}', 'line 1, column 6: value expected'],
    ['{,}', 'line 1, column 2: property name expected'],
    ['{\n  "a": tru\n}', 'line 2, column 8: invalid symbol'],
    ['["a" "b"]', 'line 1, column 6: comma expected'],
    ['{"a":1} x', 'line 1, column 9: invalid symbol'],
    ['// a\n1', 'line 1, column 1: invalid comment token'],
    ['NaN', 'line 1, column 1: invalid symbol'],
    ["{'a':1}", 'line 1, column 2: a single quote; use double quotes'],
    [`{"a":'b'}`, 'line 1, column 6: a single quote; use double quotes'],
  ])('says where %j is malformed', (text, detail) => {
    expect(checkJson(text)).toEqual([{ path: [], code: 'INVALID_JSON', detail }]);
  });

  it('names the column alone where the text is a line', () => {
    expect(checkJson('{', { isLine: true })[0]?.detail).toBe('column 2: property name expected');
  });

  it.each(['{} {}', '{"a":1}{"b":2}', '1 "x"', '[]null', '{}\r{}'])(
    'says that %j is several JSON texts',
    (text) => {
      expect(checkJson(text)[0]?.detail).toMatch(/: another JSON text; send one, or several as NDJSON$/);
      expect(checkJson(text, { isLine: true })[0]?.detail).toMatch(
        /: several JSON texts are on one line; .* --data-binary/,
      );
    },
  );

  it.each(['{},{}', '{}}', '1]', '{}:'])('calls %j what it is', (text) => {
    expect(checkJson(text, { isLine: true })[0]?.detail).toMatch(/: end of file expected$/);
  });

  it('finds the numbers that no double holds, wherever they are', () => {
    const text =
      '{"gtin":12345678901234567890,"n":[1,0.1,[9007199254740993]],"price":1e400,"b":{"c":-1e-400},"ok":1.10}';

    expect(checkJson(text).map(({ path, code }) => [path, code])).toEqual(
      [['gtin'], ['n', 2, 0], ['price'], ['b', 'c']].map((path) => [path, 'NUMBER_NOT_EXACT']),
    );
    expect(checkJson('9007199254740993')).toEqual([
      {
        path: [],
        code: 'NUMBER_NOT_EXACT',
        detail:
          'is 9007199254740993, which would be read back as 9007199254740992; send it as a string, or with fewer digits',
      },
    ]);
  });

  it('shows little of a long number', () => {
    expect(checkJson('1'.repeat(1_000_000))[0]?.detail.length).toBeLessThan(300);
  });

  it('keeps as many inexact numbers as the limit', () => {
    expect(
      checkJson(
        `[${Array(MAX_FLAWS + 50)
          .fill('1e999')
          .join()}]`,
      ),
    ).toHaveLength(MAX_FLAWS);
  });

  it('finds the first name of each object that is given more than once, however it is written', () => {
    const text = String.raw`{"a":1,"b":{"c":1,"c":2,"c":3,"d":1,"d":2},"\u0061":2,"e":[{"f":1},{"f":1,"f":2}]}`;

    const flaw = { code: 'DUPLICATE_FIELD', detail: 'is given more than once; send it once' };
    expect(checkJson(text)).toEqual([
      { path: ['b', 'c'], ...flaw },
      { path: ['a'], ...flaw },
      { path: ['e', 1, 'f'], ...flaw },
    ]);
  });

  it('finds reserved names, however they are written', () => {
    const text = String.raw`{"a":[{"__proto__":1,"b":2}],"constructor":{"prototype":3},"__proto\u005f_":"__proto__"}`;
    const flaw = { code: 'RESERVED_NAME', detail: 'is a reserved name; choose another' };

    expect(checkJson(text)).toEqual([
      { path: ['a', 0, '__proto__'], ...flaw },
      { path: ['constructor', 'prototype'], ...flaw },
      { path: ['__proto__'], ...flaw },
    ]);
  });

  it('takes what nests as deep as the limit, and nothing deeper', () => {
    expect(checkJson(nested(MAX_JSON_DEPTH))).toEqual([]);
    expect(checkJson(`[${nested(MAX_JSON_DEPTH)}]`)).toMatchObject([{ code: 'INVALID_JSON' }]);
    expect(checkJson('['.repeat(2_000_000))[0]?.detail).toBe(
      'line 1, column 33: nests deeper than 32 levels',
    );
  });

  it('keeps as many flaws as the limit, and reads on', () => {
    const twice = '{"a":1,"a":2}';

    expect(
      checkJson(
        `[${Array(MAX_FLAWS + 50)
          .fill(twice)
          .join()}]`,
      ),
    ).toHaveLength(MAX_FLAWS);
    expect(checkJson(`[${twice},${twice},x]`, { maxFlaws: 1 })).toMatchObject([{ code: 'INVALID_JSON' }]);
  });

  it('keeps a flaw of each item of a batch, so that each is rejected', () => {
    const text = `{"items":[${Array(MAX_FLAWS + 50)
      .fill('{"a":1,"a":2}')
      .join()}]}`;

    const flaws = checkJson(text, { maxItems: 1000 });

    expect(flaws.map(({ path }) => path[1])).toEqual(Array.from({ length: MAX_FLAWS + 50 }, (_, n) => n));
  });

  it('keeps the first flaw of the batch itself, however many its items have', () => {
    const item = `[${Array(MAX_FLAWS).fill('{"a":1,"a":2}').join()}]`;

    const flaws = checkJson(`{"items":[${item}],"items":[],"__proto__":1}`, { maxItems: 1000 });

    expect(flaws).toHaveLength(MAX_FLAWS + 1);
    expect(flaws.at(-1)).toMatchObject({ path: ['items'], code: 'DUPLICATE_FIELD' });
  });

  it('keeps little of long names, however many flaws are under them', () => {
    const name = '~'.repeat(100_000);
    const flaws = Array(MAX_FLAWS).fill('{"a":1,"a":2}').join();

    const errors = toFieldErrors(checkJson(`{"${name}":{"${name}":[${flaws}]}}`));

    expect(errors).toHaveLength(MAX_FLAWS);
    expect(Math.max(...errors.map(({ pointer }) => pointer.length))).toBeLessThan(2000);
  });

  it('stops at the first item above the limit, over all arrays of that name', () => {
    const stopped = [{ path: ['items'], code: 'TOO_MANY' }];

    expect(checkJson('{"items":[[1,2,3],2]}', { maxItems: 2 })).toEqual([]);
    expect(checkJson('{"items":[1,2,3,', { maxItems: 2 })).toMatchObject(stopped);
    expect(checkJson('{"items":[1,2],"items":[3,', { maxItems: 2 }).at(-1)).toMatchObject(stopped[0] ?? {});
  });

  it.each([15, 16, 17, 18, 999])('compares %i names with the next one', (count) => {
    const names = Array.from({ length: count }, (_, n) => `"n${n}":1`);

    expect(checkJson(`{${names.join()},"new":1}`)).toEqual([]);
    expect(checkJson(`{${names.join()},"n0":1}`)).toMatchObject([{ path: ['n0'], code: 'DUPLICATE_FIELD' }]);
    expect(checkJson(`{${names.join()},"n${count - 1}":1}`)).toHaveLength(1);
  });

  it('finds what a parser with callbacks finds', () => {
    const name = fc.constantFrom('a', 'b', String.raw`a`, '__proto__', 'constructor', 'prototype');
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('1', '"x"', 'null'),
        fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join()}]`),
        fc
          .array(fc.tuple(name, tie('value')), { maxLength: 4 })
          .map((fields) => `{${fields.map(([key, field]) => `"${key}":${field}`).join()}}`),
      ),
    }));

    fc.assert(
      fc.property(value, (text) => {
        expect(checkJson(text).map(({ path, code }) => [path, code])).toEqual(flawsByVisitor(text));
      }),
    );
  });

  it('finds the same flaws however names are written', () => {
    const name = fc.oneof(
      fc.constantFrom(
        '',
        'a',
        'b',
        '__proto__',
        'prototype',
        'constructor',
        '"',
        '\\',
        '\uD800',
        '\u{1F600}',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    const fields = fc.array(fc.tuple(name, fc.constantFrom(JSON.stringify, escapeName)), { maxLength: 8 });

    fc.assert(
      fc.property(fields, (all) => {
        const flaws = checkJson(writeBatch(all.map(([each, mixed]) => mixed(each))));

        expect(flaws).toEqual(checkJson(writeBatch(all.map(([each]) => JSON.stringify(each)))));
        expect(flaws).toEqual(checkJson(writeBatch(all.map(([each]) => escapeName(each)))));
        expect(flaws.filter(({ code }) => code === 'DUPLICATE_FIELD')).toHaveLength(
          new Set(all.map(([each]) => each)).size < all.length ? 1 : 0,
        );
      }),
    );
  });

  it('decodes every escape of a name', () => {
    const control = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');

    expect(
      checkJson(String.raw`{"\"\\\/\b\f\n\r\t\u00e9\uD83d\uDE00":1,"\"\\/\b\f\n\r\té😀":2}`),
    ).toMatchObject([{ path: ['"\\/\b\f\n\r\té😀'], code: 'DUPLICATE_FIELD' }]);
    expect(checkJson(`{${JSON.stringify(control)}:1,${escapeName(control)}:1}`)).toMatchObject([
      { path: [control] },
    ]);
  });

  it('cuts a long name in a path', () => {
    const [flaw] = checkJson(`{"${'x'.repeat(1_000_000)}":{"a":1,"a":2}}`);

    expect(flaw?.path).toEqual(['x'.repeat(256), 'a']);
  });

  it('compares the names of nested objects, each with those of its own object', () => {
    const inner = Array.from({ length: 999 }, (_, n) => `"n${n}":1`).join();

    expect(checkJson(`{"n1":{${inner}},"n2":{${inner}},"n3":1,"n2":1,"n3":1}`)).toMatchObject([
      { path: ['n2'] },
    ]);
  });

  it('compares no names after the thousandth of an object', () => {
    const names = Array.from({ length: 1000 }, (_, n) => `"n${n}":1`).join();

    expect(checkJson(`{${names},"n0":1}`)).toEqual([]);
    expect(checkJson(`[{${names},"n0":1},{"n0":1,"n0":1}]`)).toMatchObject([{ path: [1, 'n0'] }]);
  });

  it('agrees with JSON.parse on what JSON is', () => {
    fc.assert(
      fc.property(arbitraryText(), (text) => {
        expect(checkJson(text).every(({ code }) => code !== 'INVALID_JSON')).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the place of an error that a parser with callbacks finds', () => {
    // That parser counts a lone CR as a line.
    const withoutReturns = arbitraryText().map((some) => some.replaceAll('\r', ' '));

    fc.assert(
      fc.property(withoutReturns, (text) => {
        const [flaw] = checkJson(text);
        const place = flaw?.code === 'INVALID_JSON' ? flaw.detail.split(':')[0] : undefined;
        expect(place).toBe(placeByVisitor(text));
      }),
      { numRuns: 3000 },
    );
  });
});
