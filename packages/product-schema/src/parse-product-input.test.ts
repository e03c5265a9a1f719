import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_FIELD_ERRORS,
  MAX_PRODUCT_BYTES,
  parseProductInput,
  productIdOf,
  type ProductInput,
} from './index.ts';
import { arbitraryProductInput } from './testing/arbitrary-product-input.ts';

const ASTRAL = '😀'; // one code point, two UTF-16 units, four bytes

function parsed(fields: Record<string, unknown>): ProductInput | undefined {
  const result = parseProductInput({ name: 'Lamp', price: 1, ...fields });
  return result.success ? result.product : undefined;
}

/** Lists all errors as `pointer CODE`. */
function faults(fields: Record<string, unknown>): string[] {
  return faultsOf({ name: 'Lamp', price: 1, ...fields });
}

function faultsOf(value: unknown): string[] {
  const result = parseProductInput(value);
  return result.success ? [] : result.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

/** Values that JSON can express and an object literal can't. */
function fromJson(json: string): unknown {
  return JSON.parse(json);
}

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function pairs(count: number): Record<string, number> {
  return Object.fromEntries(times(count, (index) => [`key ${index}`, index]));
}

function urlOf(length: number): string {
  return 'https://example.com/'.padEnd(length, 'x');
}

/** Builds a product of this many bytes as JSON, where a quote takes two. */
function productOf(bytes: number): Record<string, unknown> {
  const rest = {
    name: 'Lamp',
    price: 1,
    currency: 'USD',
    tags: times(50, (index) => String(index).padStart(64, '"')),
    images: times(20, (index) => `https://example.com/${index}/`.padEnd(2048, 'x')),
    attributes: Object.fromEntries(times(75, (index) => [`key ${index}`, '"'.repeat(2000)])),
    description: '',
  };
  const missing = bytes - Buffer.byteLength(JSON.stringify(rest));
  const description = '"'.repeat(Math.floor(missing / 2)) + 'x'.repeat(missing % 2);
  return { ...rest, description };
}

describe('parseProductInput', () => {
  it('takes any valid product as it is', () => {
    fc.assert(
      fc.property(arbitraryProductInput(), (product) => {
        expect(parseProductInput(product)).toEqual({ success: true, product });
      }),
    );
  });

  it('takes or refuses any JSON, and says why', () => {
    const anyProduct = fc.record(
      { name: fc.jsonValue(), price: fc.jsonValue(), tags: fc.jsonValue(), attributes: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anyProduct), (value) => {
        const result = parseProductInput(value);

        expect(result.success || result.errors.length > 0).toBe(true);
      }),
    );
  });

  it.each([undefined, null, true, 1, 'Lamp', [], [{ name: 'Lamp', price: 1 }]])('refuses %j', (value) => {
    expect(faultsOf(value)).toEqual([value === undefined ? ' REQUIRED' : ' WRONG_TYPE']);
  });

  it('needs a name and a price', () => {
    expect(faultsOf({})).toEqual(['/name REQUIRED', '/price REQUIRED']);
    expect(faultsOf({ name: null, price: null })).toEqual(['/name WRONG_TYPE', '/price WRONG_TYPE']);
  });
});

describe('name', () => {
  it('is kept without white space at its ends', () => {
    expect(parsed({ name: ' \t\u00A0Lamp \n' })?.name).toBe('Lamp');
  });

  it('has 1 to 255 characters after trimming, an astral character being one', () => {
    expect(parsed({ name: 'L' })?.name).toBe('L');
    expect(parsed({ name: ` ${'L'.repeat(255)} ` })?.name).toBe('L'.repeat(255));
    expect(parsed({ name: ASTRAL.repeat(255) })?.name).toBe(ASTRAL.repeat(255));
    expect(faults({ name: '' })).toEqual(['/name TOO_SHORT']);
    expect(faults({ name: ' \n\t ' })).toEqual(['/name TOO_SHORT']);
    expect(faults({ name: 'L'.repeat(256) })).toEqual(['/name TOO_LONG']);
    expect(faults({ name: ASTRAL.repeat(256) })).toEqual(['/name TOO_LONG']);
  });
});

describe('price', () => {
  it.each([0, 0.01, 0.1, 0.29, 0.57, 19.99, 1e7, 99_999_999, 99_999_999.99])('takes %d', (price) => {
    expect(parsed({ price })?.price).toBe(price);
  });

  const currencies = [
    { currency: 'JPY', digits: 0 },
    { currency: 'EUR', digits: 2 },
    { currency: 'KWD', digits: 3 },
    { currency: 'CLF', digits: 4 },
  ];

  it.each(currencies)('takes every price of whole minor units of $currency', ({ currency, digits }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 * 10 ** digits }), (units) => {
        expect(faults({ currency, price: units / 10 ** digits })).toEqual([]);
      }),
    );
  });

  it.each(currencies)('refuses every price of $currency with a decimal more', ({ currency, digits }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_998 * 10 ** digits }),
        fc.integer({ min: 1, max: 9 }),
        (units, more) => {
          const price = (units * 10 + more) / 10 ** (digits + 1);
          expect(faults({ currency, price })).toEqual(['/price TOO_MANY_DECIMALS']);
        },
      ),
    );
  });

  it.each([
    [{ price: 1999.5, currency: 'JPY' }, 'has more than the 0 decimals of JPY; send a whole number'],
    [{ price: 1.2555, currency: 'KWD' }, 'has more than the 3 decimals of KWD; round it'],
    [
      { price: 1.255 },
      'has more than the 2 decimals of USD, the default currency; send the currency with the price, or round it',
    ],
    [
      { price: 1.255, currency: null },
      'has more than the 2 decimals of USD, the default currency; send the currency with the price, or round it',
    ],
  ])('names the currency of %j and its decimals', (fields, detail) => {
    expect(parseProductInput({ name: 'Lamp', ...fields })).toEqual({
      success: false,
      errors: [{ pointer: '/price', code: 'TOO_MANY_DECIMALS', detail }],
    });
  });

  it('leaves decimals alone where the price or the currency is wrong in itself', () => {
    expect(faults({ price: 1.2345, currency: 'usd' })).toEqual(['/currency UNKNOWN_CURRENCY']);
    expect(faults({ price: '1.2345' })).toEqual(['/price WRONG_TYPE']);
  });

  it.each([
    [0.1 + 0.2, 'TOO_MANY_DECIMALS'],
    [0.001, 'TOO_MANY_DECIMALS'],
    [Number.MIN_VALUE, 'TOO_MANY_DECIMALS'],
    [99_999_999.994, 'TOO_MANY_DECIMALS'],
    [100_000_000, 'TOO_LARGE'],
    [Number.MAX_VALUE, 'TOO_LARGE'],
    [-0.01, 'TOO_SMALL'],
    [Number.NaN, 'WRONG_TYPE'],
    [Number.POSITIVE_INFINITY, 'WRONG_TYPE'],
    [fromJson('1e400'), 'WRONG_TYPE'],
    ['1', 'WRONG_TYPE'],
    [1n, 'WRONG_TYPE'],
  ])('refuses %s: %s', (price, code) => {
    expect(faults({ price })).toEqual([`/price ${code}`]);
  });

  it('is 0 for -0, as JSON and the table keep it', () => {
    expect(parsed({ price: -0 })?.price).toBe(0); // toBe tells them apart
  });
});

describe('currency', () => {
  it('is absent where none is sent, so that a product keeps the one that it has', () => {
    expect(parsed({})).not.toHaveProperty('currency');
  });

  it.each(['EUR', 'JPY', 'CHF', 'XOF', 'ZAR'])('takes %s', (currency) => {
    expect(parsed({ currency })?.currency).toBe(currency);
  });

  it.each(['usd', 'US', 'USDX', ' USD', '', 'XYZ', '$'])('refuses "%s"', (currency) => {
    expect(faults({ currency })).toEqual(['/currency UNKNOWN_CURRENCY']);
  });

  it.each([
    ['usd', 'USD'],
    [' eur', 'EUR'],
  ])('is refused as "%s" with what to send', (currency, fix) => {
    expect(parseProductInput({ name: 'Lamp', price: 1, currency })).toMatchObject({
      errors: [{ detail: `is not an ISO 4217 code in use that has a minor unit; send "${fix}"` }],
    });
  });

  it.each(['VED', 'XCG', 'CLF'])('is taken as ISO 4217’s list one has it: %s', (currency) => {
    expect(parsed({ currency })?.currency).toBe(currency);
  });
});

const OPTIONAL_FIELDS = [
  'currency',
  'description',
  'sku',
  'category',
  'brand',
  'tags',
  'images',
  'attributes',
];

describe('a field that is not set', () => {
  it.each(OPTIONAL_FIELDS)('is absent where %s is null', (field) => {
    expect(parsed({ [field]: null })).toEqual({ name: 'Lamp', price: 1 });
  });

  it.each(['sku', 'category', 'brand'])('is not an empty %s, which the error says', (field) => {
    for (const text of ['', ' ', '\u00A0']) {
      expect(parseProductInput({ name: 'Lamp', price: 1, [field]: text })).toMatchObject({
        errors: [{ pointer: `/${field}`, detail: 'is empty; leave it out or send null' }],
      });
    }
  });
});

describe('a product as it is read', () => {
  const read = { submissionId: 'x', createdAt: 1, updatedAt: null, version: 3 };
  const id = productIdOf({ submissionId: '', index: 0, sku: 'A' });

  it('can be sent back: what a consumer can’t set is ignored', () => {
    expect(parsed({ sku: 'A', id, ...read })).toEqual({ name: 'Lamp', price: 1, sku: 'A' });
    expect(faults({ sku: ' A', id: id.toUpperCase() })).toEqual([]);
  });

  it('is refused with the id of another product', () => {
    expect(faults({ sku: 'B', id })).toEqual(['/id UNKNOWN_FIELD']);
    expect(faults({ id })).toEqual(['/id UNKNOWN_FIELD']);
  });

  it('is refused in no time with a SKU of as many marks as fit, which would take hours to normalize', () => {
    const sku = `a${'\u0301'.repeat(1_300_000)}${'\u0323'.repeat(1_300_000)}`;

    expect(faults({ sku, id })).toContain('/sku TOO_LONG');
  });
});

describe('texts', () => {
  it('take up to 65,535 characters of description, and none', () => {
    expect(parsed({ description: '' })?.description).toBe('');
    expect(faults({ description: ASTRAL.repeat(65_535) })).toEqual([]);
    expect(faults({ description: 'x'.repeat(65_536) })).toEqual(['/description TOO_LONG']);
  });

  it('are kept without white space at their ends', () => {
    const texts = { description: ' a\n b ', category: ' c\t', brand: '\u00A0d', sku: ' e ', tags: [' f '] };

    expect(parsed(texts)).toMatchObject({
      description: 'a\n b',
      category: 'c',
      brand: 'd',
      sku: 'e',
      tags: ['f'],
    });
  });

  it.each(['category', 'brand'])('take 1 to 255 characters of %s', (field) => {
    expect(faults({ [field]: 'x' })).toEqual([]);
    expect(faults({ [field]: ASTRAL.repeat(255) })).toEqual([]);
    expect(faults({ [field]: '' })).toEqual([`/${field} TOO_SHORT`]);
    expect(faults({ [field]: 'x'.repeat(256) })).toEqual([`/${field} TOO_LONG`]);
  });

  it.each(['name', 'description', 'category', 'brand'])('refuse a lone surrogate in %s', (field) => {
    expect(faults({ [field]: 'a\uD83D' })).toEqual([`/${field} NOT_WELL_FORMED`]);
    expect(faults({ [field]: '\uDE00b' })).toEqual([`/${field} NOT_WELL_FORMED`]);
  });

  it('take noncharacters, and in a description tabs and line ends', () => {
    expect(parsed({ name: 'a\uFFFE', description: 'a\tb\r\nc\uFFFF' })).toMatchObject({
      name: 'a\uFFFE',
      description: 'a\tb\r\nc\uFFFF',
    });
  });

  it.each([
    ['\u0000', 'U+0000 NULL'],
    ['\u0007', 'U+0007'],
    ['\u001B', 'U+001B ESCAPE'],
    ['\u007F', 'U+007F DELETE'],
  ])('refuse the control character %j, and name it', (control, name) => {
    const text = `a${control}b`;
    const fields = { name: text, description: text, category: text, brand: text, tags: [text] };
    const more = { images: [`https://example.com/${text}`], attributes: { [text]: 1, list: [text] } };
    const result = parseProductInput({ price: 1, ...fields, ...more });

    expect(result.success ? [] : result.errors.map(({ code, detail }) => `${code} ${detail}`)).toEqual(
      Array.from({ length: 8 }, () => `INVALID_TEXT holds a control character, ${name}; remove it`),
    );
  });

  it.each(['\t', '\n', '\r'])('refuse %j in all but descriptions', (control) => {
    const text = `a${control}b`;

    expect(
      faults({ name: text, category: text, brand: text, tags: [text], attributes: { [text]: text } }),
    ).toEqual(
      ['/name', '/category', '/brand', '/tags/0', `/attributes/${text}`].map(
        (pointer) => `${pointer} INVALID_TEXT`,
      ),
    );
  });

  it.each(['\u200B', '\u2060\u200D', '\u3164', '\u2800', '\u00AD\u200E', '\u{E0041}'])(
    'have a visible character, unlike %j',
    (text) => {
      expect(
        faults({ name: text, category: text, brand: text, tags: [text], attributes: { [text]: 1 } }),
      ).toEqual(
        ['/name', '/category', '/brand', '/tags/0', `/attributes/${text}`].map(
          (pointer) => `${pointer} INVALID_TEXT`,
        ),
      );
      expect(faults({ name: `a${text}`, category: `${text}b` })).toEqual([]);
    },
  );

  it('say what an invisible name holds', () => {
    expect(parseProductInput({ name: '\u200B', price: 1 })).toMatchObject({
      errors: [
        { detail: 'has no visible character, only ones such as U+200B ZERO WIDTH SPACE; send a name' },
      ],
    });
  });

  it.each(['a\tb', 'a\nb'])('of one line refuse %j', (text) => {
    expect(faults({ name: text, category: text })).toEqual(['/name INVALID_TEXT', '/category INVALID_TEXT']);
  });

  it.each(['\u200B', '\u2060\uFEFFx'.slice(0, 1), '\u3164', '\u2800', '\u00AD\u200D'])(
    'are no name if nothing of them can be seen: %j',
    (name) => {
      expect(faults({ name })).toEqual(['/name INVALID_TEXT']);
    },
  );
});

const idOf = (sku: string) => productIdOf({ submissionId: '', index: 0, sku });

describe('sku', () => {
  it.each([
    'A',
    'a-1_B/2.c',
    '-1',
    '.',
    'A+B',
    'Größe-42',
    '14:193#Black;5:1000',
    'W0402.00 -0-0-0',
    'A\\B',
    '日',
    'x'.repeat(255),
    ASTRAL.repeat(255),
  ])('takes %s', (sku) => {
    expect(parsed({ sku })?.sku).toBe(sku);
  });

  it.each([
    ['a\u200Bb', 'U+200B ZERO WIDTH SPACE'],
    ['a\u00A0b', 'U+00A0 NO-BREAK SPACE'],
    ['a\u00ADb', 'U+00AD SOFT HYPHEN'],
    ['a\tb', 'U+0009 CHARACTER TABULATION'],
    ['a\u2028b', 'U+2028 LINE SEPARATOR'],
    ['a\u202Eb', 'U+202E RIGHT-TO-LEFT OVERRIDE'],
    ['a\uFE0Fb', 'U+FE0F VARIATION SELECTOR-16'],
    ['a\u3000b', 'U+3000 IDEOGRAPHIC SPACE'],
    ['a\u2800b', 'U+2800 BRAILLE PATTERN BLANK'],
    ['a\u{E0041}b', 'U+E0041'],
  ])('refuses %j, and names what can’t be seen', (sku, name) => {
    expect(parseProductInput({ name: 'Lamp', price: 1, sku })).toMatchObject({
      errors: [{ code: 'INVALID_SKU', detail: `holds a character that cannot be seen, ${name}; remove it` }],
    });
  });

  it('has no more than 255 characters, and no more than one space in a row', () => {
    expect(faults({ sku: 'x'.repeat(256) })).toEqual(['/sku TOO_LONG']);
    expect(faults({ sku: 'a  b' })).toEqual(['/sku INVALID_SKU']);
  });

  it('is kept as it was sent, and compared in NFC', () => {
    const [composed, decomposed] = ['Café'.normalize('NFC'), 'Café'.normalize('NFD')];
    expect(parsed({ sku: decomposed })?.sku).toBe(decomposed);
    expect(idOf(decomposed)).toBe(idOf(composed));
  });

  it.each([12345, 0, -1.5])('is a string, not a number such as %d', (sku) => {
    expect(parseProductInput({ name: 'Lamp', price: 1, sku })).toMatchObject({
      errors: [{ code: 'WRONG_TYPE', detail: `is a number; send it as a string: "${sku}"` }],
    });
  });
});

describe('tags', () => {
  it('are up to 50, and may be none', () => {
    expect(parsed({ tags: [] })?.tags).toEqual([]);
    expect(parsed({ tags: times(50, String) })?.tags).toHaveLength(50);
    expect(faults({ tags: times(51, String) })).toEqual(['/tags TOO_MANY']);
  });

  it('are counted without those that are repeated, of up to 200 that are sent', () => {
    const repeated = (count: number) => times(count, (index) => String(index % 50));

    expect(parsed({ tags: repeated(200) })?.tags).toEqual(times(50, String));
    expect(faults({ tags: repeated(201) })).toEqual(['/tags TOO_MANY']);
  });

  it('have 1 to 64 characters each', () => {
    expect(faults({ tags: ['x', ASTRAL.repeat(64)] })).toEqual([]);
    expect(faults({ tags: ['x', '', 'y'.repeat(65), '\uD83D', 1] })).toEqual([
      '/tags/1 TOO_SHORT',
      '/tags/2 TOO_LONG',
      '/tags/3 NOT_WELL_FORMED',
      '/tags/4 WRONG_TYPE',
    ]);
  });

  it('are kept once where one is repeated, compared in NFC', () => {
    const [composed, decomposed] = ['é'.normalize('NFC'), 'é'.normalize('NFD')];

    expect(parsed({ tags: ['a', decomposed, 'a ', 'A', composed, 'a'] })?.tags).toEqual([
      'a',
      decomposed,
      'A',
    ]);
  });

  it('are a list', () => {
    expect(faults({ tags: 'a' })).toEqual(['/tags WRONG_TYPE']);
    expect(faults({ tags: { 0: 'a' } })).toEqual(['/tags WRONG_TYPE']);
  });
});

describe('images', () => {
  it('are up to 50', () => {
    expect(faults({ images: times(50, (index) => `https://example.com/${index}.png`) })).toEqual([]);
    expect(faults({ images: times(51, (index) => `https://example.com/${index}.png`) })).toEqual([
      '/images TOO_MANY',
    ]);
  });

  it('have up to 2,048 characters each', () => {
    expect(faults({ images: [urlOf(2048)] })).toEqual([]);
    expect(faults({ images: [urlOf(2049)] })).toEqual(['/images/0 TOO_LONG']);
  });

  it.each([
    'http://example.com/a.png',
    'HTTPS://EXAMPLE.com/A',
    'https://example.com',
    'https://bücher.example/é?q=1#f',
    'https://[::1]:8443/a%20b.png',
  ])('take %s', (url) => {
    expect(parsed({ images: [url] })?.images).toEqual([url]);
  });

  it.each([
    'ftp://example.com/a.png',
    '//example.com/a.png',
    '/a.png',
    'javascript:alert(1)',
    'data:image/png;base64,AA==',
    'https://',
    'https:/example.com',
    'https://exa mple.com/',
    'https://example.com:99999/',
    'https://example.com/a b.png',
    'https:///example.com/a.png',
    String.raw`https:\\example.com/a.png`,
    'https://user@example.com/',
    'https://user:secret@example.com/',
    '',
  ])('refuse "%s"', (url) => {
    expect(faults({ images: [url] })).toEqual(['/images/0 INVALID_URL']);
  });

  it('say how to write a blank', () => {
    expect(
      parseProductInput({ name: 'Lamp', price: 1, images: ['https://example.com/a b.png'] }),
    ).toMatchObject({
      errors: [{ pointer: '/images/0', detail: 'holds a blank; encode it as %20' }],
    });
  });
});

describe('attributes', () => {
  it('are up to 200', () => {
    expect(faults({ attributes: pairs(200) })).toEqual([]);
    expect(faults({ attributes: pairs(201) })).toEqual(['/attributes TOO_MANY']);
  });

  it('have keys of 1 to 64 characters', () => {
    expect(faults({ attributes: { x: 1, [ASTRAL.repeat(64)]: 1 } })).toEqual([]);
    expect(faults({ attributes: { '': 1, [`${'k'.repeat(64)}/~`]: 1, '\uD83D': 1 } })).toEqual([
      '/attributes/ TOO_SHORT',
      `/attributes/${'k'.repeat(64)}~1~0 TOO_LONG`,
      '/attributes/\uD83D NOT_WELL_FORMED',
    ]);
  });

  it('are strings of up to 5,000 characters, finite numbers and booleans, and lists of up to 50 of these', () => {
    const attributes = {
      colour: ['blue', 1, true],
      no50: Array.from({ length: 50 }, () => 0),
      none: '',
      long: ASTRAL.repeat(5000),
      tiny: 5e-324,
      huge: -1.7e308,
      no: false,
    };
    expect(parsed({ attributes })?.attributes).toEqual(attributes);
    expect(
      faults({
        attributes: { a: 'x'.repeat(5001), b: null, c: [null], d: {}, e: fromJson('-1e400'), f: '\uD83D' },
      }),
    ).toEqual([
      '/attributes/a TOO_LONG',
      '/attributes/b WRONG_TYPE',
      '/attributes/c/0 WRONG_TYPE',
      '/attributes/d WRONG_TYPE',
      '/attributes/e WRONG_TYPE',
      '/attributes/f NOT_WELL_FORMED',
    ]);
    expect(faults({ attributes: { list: Array.from({ length: 51 }, () => 0) } })).toEqual([
      '/attributes/list TOO_MANY',
    ]);
  });

  it('are refused at the value of a list that is wrong', () => {
    const list = ['a', null, ['nested'], 'x'.repeat(5001), 1, 'b\u0000'];

    expect(faults({ attributes: { list } })).toEqual([
      '/attributes/list/1 WRONG_TYPE',
      '/attributes/list/2 WRONG_TYPE',
      '/attributes/list/3 TOO_LONG',
      '/attributes/list/5 INVALID_TEXT',
    ]);
    expect(parseProductInput({ name: 'Lamp', price: 1, attributes: { list: [null] } })).toMatchObject({
      errors: [{ detail: 'has the wrong type; send a string, a number or a boolean' }],
    });
  });

  it('can have the names of what every object inherits', () => {
    const attributes = { constructor: 'a', toString: 1, hasOwnProperty: true, prototype: 'b' };
    expect(parsed({ attributes })?.attributes).toEqual(attributes);
  });

  it('cannot be called __proto__: the name would get lost', () => {
    expect(faults({ attributes: fromJson('{"__proto__": {"polluted": 1}, "a": null}') })).toEqual([
      '/attributes/__proto__ RESERVED_NAME',
      '/attributes/a WRONG_TYPE',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('are an object', () => {
    expect(faults({ attributes: [] })).toEqual(['/attributes WRONG_TYPE']);
    expect(faults({ attributes: 'a' })).toEqual(['/attributes WRONG_TYPE']);
  });
});

describe('unknown fields', () => {
  it.each([
    ['prise', 'did you mean "price"?'],
    ['Price', 'did you mean "price"?'],
    ['categroy', 'did you mean "category"?'],
    ['tag', 'did you mean "tags"?'],
    ['nmae', 'did you mean "name"?'],
    ['SUK', 'did you mean "sku"?'],
    ['mean', 'remove it'],
    ['nose', 'remove it'],
    ['colour', 'remove it'],
    ['id', 'remove it'],
    ['x'.repeat(100_000), 'remove it'],
  ])('are refused by name, with the nearest known one', (field, hint) => {
    expect(parseProductInput({ name: 'Lamp', price: 1, [field]: 1 })).toEqual({
      success: false,
      errors: [{ pointer: `/${field}`, code: 'UNKNOWN_FIELD', detail: `is not a known field; ${hint}` }],
    });
  });

  it('can be called like what every object inherits', () => {
    expect(
      faultsOf(fromJson('{"name":"Lamp","price":1,"__proto__":{"a":1},"constructor":1,"toString":1}')),
    ).toEqual(['/__proto__ UNKNOWN_FIELD', '/constructor UNKNOWN_FIELD', '/toString UNKNOWN_FIELD']);
  });
});

describe('errors', () => {
  it('are reported together', () => {
    expect(faultsOf({ price: -1, sku: 'a\tb', currency: 'X', colour: 'red' })).toEqual([
      '/name REQUIRED',
      '/price TOO_SMALL',
      '/currency UNKNOWN_CURRENCY',
      '/sku INVALID_SKU',
      '/colour UNKNOWN_FIELD',
    ]);
  });

  it('are reported up to 20', () => {
    expect(faults({ tags: times(20, () => 1) })).toHaveLength(MAX_FIELD_ERRORS);
    expect(faults({ tags: times(21, () => 1) })).toHaveLength(MAX_FIELD_ERRORS);
    expect(faults({ attributes: Object.fromEntries(times(21, (index) => [index, null])) })).toHaveLength(
      MAX_FIELD_ERRORS,
    );
    expect(faults({ tags: times(20, () => 1), attributes: fromJson('{"__proto__":1}') })).toHaveLength(
      MAX_FIELD_ERRORS,
    );
    expect(faults(pairs(21))).toHaveLength(MAX_FIELD_ERRORS);
    expect(faults({ tags: times(19, () => 1), ...pairs(5) })).toHaveLength(MAX_FIELD_ERRORS);
  });

  it.each(['tags', 'images'])('are not looked for in all of a million %s', (field) => {
    let looks = 0;
    const entries = new Proxy(Array(1_000_000).fill(1), {
      get(target, key) {
        looks += 1;
        return Reflect.get(target, key) as unknown;
      },
    });

    expect(faults({ [field]: entries })).toHaveLength(MAX_FIELD_ERRORS);
    expect(looks).toBeLessThan(300);
  });
});

describe('the whole product', () => {
  it('has up to 400,000 bytes as JSON, so that the table can hold it', () => {
    expect(Buffer.byteLength(JSON.stringify(productOf(MAX_PRODUCT_BYTES)))).toBe(400_000);
    expect(faultsOf(productOf(400_000))).toEqual([]);
    expect(faultsOf(productOf(400_001))).toEqual([' PRODUCT_TOO_LARGE']);
  });
});

it('is refused in little time with many wrong attributes in each of many products, the first of which are listed', () => {
  const attributes = Object.fromEntries(times(200, (index) => [`${index}`, times(50, () => ({}))]));
  const wrong = times(MAX_FIELD_ERRORS, (index) => `/attributes/0/${index} WRONG_TYPE`);

  for (let products = 0; products < 150; products += 1) {
    expect(faults({ attributes })).toEqual(wrong);
  }
});
