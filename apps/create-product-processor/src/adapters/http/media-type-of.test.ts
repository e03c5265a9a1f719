import { describe, expect, it } from 'vitest';
import { operationOf } from '../../core/request/operation.ts';
import { problem } from '../../testing/problem.ts';
import { mediaTypeOf } from './media-type-of.ts';

const SINGLE = operationOf('POST', '/products');
const BATCH = operationOf('POST', '/products/batch');

describe('mediaTypeOf', () => {
  it.each([
    ['application/json', 'application/json'],
    ['Application/JSON; charset=UTF-8', 'application/json'],
    ['application/json ; charset="utf-8"', 'application/json'],
    ['application/vnd.shop.product+json', 'application/json'],
    ['application/x-ndjson', 'application/x-ndjson'],
  ])('of %j is %s', (contentType, mediaType) => {
    expect(mediaTypeOf(contentType, BATCH)).toBe(mediaType);
  });

  it.each([
    undefined,
    '',
    'json',
    'text/plain',
    'text/json',
    'application/xml',
    'application/json; charset=latin1',
  ])('refuses %j, naming what is taken', (contentType) => {
    expect(() => mediaTypeOf(contentType, BATCH)).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { headers: { accept: 'application/json, application/x-ndjson' } }),
    );
  });

  it('takes no lines where one product is wanted', () => {
    expect(() => mediaTypeOf('application/x-ndjson', SINGLE)).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { message: 'Send application/json, in UTF-8.' }),
    );
  });
});
