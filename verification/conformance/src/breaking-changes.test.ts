import { readFileSync } from 'node:fs';
import { document } from '@async-catalog/api/testing/conformance';
import { describe, expect, it } from 'vitest';
import { breakingChanges } from './testing/breaking-changes.ts';

interface Versioned {
  readonly info: { readonly version: string };
}
type Place = readonly (string | number)[];

/** The document of the last release. */
const released = JSON.parse(
  readFileSync(new URL('released-openapi.json', import.meta.url), 'utf8'),
) as Versioned;
const current = document as unknown as Versioned;

const majorOf = ({ info }: Versioned): number => Number(info.version.split('.')[0]);

// At a release, `npx --yes pnpm@12 --filter @async-catalog/conformance release:openapi` makes the document the released one.
it('breaks nothing that was released, unless its version says so by a new major number', () => {
  const isDeclared = majorOf(current) > majorOf(released);

  expect(isDeclared ? [] : breakingChanges(released, current)).toEqual([]);
});

/** Sets a value in the released document, or removes one if no value is given; `-` appends. */
function edited(place: Place, value: unknown): object {
  const copy = structuredClone(released) as unknown;
  const last = place.at(-1) ?? '';
  const parent = place
    .slice(0, -1)
    .reduce((node, name) => (node as Record<string, unknown>)[name], copy) as Record<string, unknown>;
  if (Array.isArray(parent) && last === '-') {
    parent.push(value);
  } else if (value !== undefined) {
    parent[last] = value;
  } else {
    delete parent[last];
  }
  return copy as object;
}

const schema = (name: string, ...place: Place): Place => ['components', 'schemas', name, ...place];
const list: Place = ['paths', '/products', 'get'];
const query = { name: 'q', in: 'query', schema: { type: 'string' } };

describe('a consumer is broken when', () => {
  it.each<[string, Place, unknown?]>([
    ['an operation goes', ['paths', '/products/{id}', 'get']],
    ['a status of success goes', ['paths', '/products', 'post', 'responses', '202']],
    ['a header goes', ['paths', '/products/{id}', 'get', 'responses', '200', 'headers', 'ETag']],
    ['a parameter is needed', [...list, 'parameters', '-'], { ...query, required: true }],
    ['another scope is needed', [...list, 'security', 0, 'accessToken', '-'], 'catalog:admin'],
    [
      'a media type is no longer taken',
      ['paths', '/products/batch', 'post', 'requestBody', 'content', 'application/x-ndjson'],
    ],
    ['a field is needed', schema('NewProduct', 'required', '-'), 'sku'],
    ['a field is no longer taken', schema('NewProduct', 'properties', 'brand')],
    ['a limit gets tighter', schema('NewProduct', 'properties', 'name', 'maxLength'), 100],
    ['a field of an answer goes', schema('Submission', 'properties', 'reportReady')],
    ['a field of an answer may be missing', schema('Product', 'required'), ['id']],
    ['a field of an answer gets another type', schema('Product', 'properties', 'version', 'type'), 'string'],
  ])('%s', (_, place, value) => {
    expect(breakingChanges(released, edited(place, value))).not.toEqual([]);
  });
});

describe('no consumer is broken when', () => {
  it.each<[string, Place, unknown]>([
    ['an operation comes', ['paths', '/things'], { get: { operationId: 'listThings', responses: {} } }],
    ['a parameter may be sent', [...list, 'parameters', '-'], query],
    ['a field may be sent', schema('NewProduct', 'properties', 'weight'), { type: 'number' }],
    ['a limit gets wider', schema('NewProduct', 'properties', 'name', 'maxLength'), 1000],
    ['an answer has another field', schema('Submission', 'properties', 'more'), { type: 'string' }],
    ['an answer always has another field', schema('Submission', 'required', '-'), 'more'],
    ['access has another way', [...list, 'security', '-'], {}],
    ['a problem has a new code', schema('Problem', 'properties', 'code', 'enum', '-'), 'TEAPOT'],
    ['a text is put better', [...list, 'summary'], 'List products'],
  ])('%s', (_, place, value) => {
    expect(breakingChanges(released, edited(place, value))).toEqual([]);
  });
});
