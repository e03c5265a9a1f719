import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readMediaType } from './read-media-type.ts';

describe('readMediaType', () => {
  it.each([
    ['application/json', 'application/json'],
    ['Application/JSON; charset=UTF-8', 'application/json'],
    ['application/json ; charset="utf-8"', 'application/json'],
    ['application/vnd.shop.product+json', 'application/json'],
    ['application/x-ndjson', 'application/x-ndjson'],
  ])('reads %j as %s', (contentType, mediaType) => {
    expect(readMediaType(contentType, 'batch')).toBe(mediaType);
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
    expect(() => readMediaType(contentType, 'batch')).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { headers: { accept: 'application/json, application/x-ndjson' } }),
    );
  });

  it('takes no lines where one product is wanted', () => {
    expect(() => readMediaType('application/x-ndjson', 'product')).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { message: 'Send application/json, in UTF-8.' }),
    );
  });
});
