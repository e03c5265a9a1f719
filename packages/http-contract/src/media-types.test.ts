import { describe, expect, it } from 'vitest';
import { JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE, readMediaType } from './media-types.ts';

const BOTH = [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE] as const;

describe('readMediaType', () => {
  it.each([
    ['application/json', JSON_MEDIA_TYPE],
    ['Application/JSON; charset=UTF-8', JSON_MEDIA_TYPE],
    ['application/json ; charset="utf-8"', JSON_MEDIA_TYPE],
    ['application/json;charset=utf8', JSON_MEDIA_TYPE],
    ['application/json; charset=iso-8859-1', JSON_MEDIA_TYPE],
    ['application/json; charset=utf-16', JSON_MEDIA_TYPE],
    ['application/json; charset', JSON_MEDIA_TYPE],
    ['application/json;', JSON_MEDIA_TYPE],
    ['application/json; profile="a;b,c"; charset=utf-8', JSON_MEDIA_TYPE],
    ['application/vnd.shop.product+json', JSON_MEDIA_TYPE],
    ['application/x-ndjson', NDJSON_MEDIA_TYPE],
    ['application/ndjson; charset=utf8', NDJSON_MEDIA_TYPE],
    ['application/jsonl', NDJSON_MEDIA_TYPE],
    ['APPLICATION/X-JSONL', NDJSON_MEDIA_TYPE],
    ['application/jsonlines', NDJSON_MEDIA_TYPE],
    ['application/x-jsonlines', NDJSON_MEDIA_TYPE],
    ['application/json-lines; header="present"', NDJSON_MEDIA_TYPE],
  ])('reads %j as %s', (header, mediaType) => {
    expect(readMediaType(header, BOTH)).toBe(mediaType);
  });

  it.each([
    undefined,
    '',
    'json',
    'text/plain',
    'text/json',
    'application/xml',
    'application/jsonx',
    'application/json-seq',
    'application/+json',
    'application/x-www-form-urlencoded',
  ])('refuses %j, naming what is taken', (header) => {
    expect(() => readMediaType(header, BOTH)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        headers: { accept: 'application/json, application/x-ndjson' },
      }) as Error,
    );
  });

  it('takes no lines where one product is wanted', () => {
    expect(() => readMediaType('application/jsonl', [JSON_MEDIA_TYPE])).toThrow(
      'Content-Type is application/jsonl; send application/json.',
    );
  });

  it.each([
    ['application/x-www-form-urlencoded', 'Content-Type is application/x-www-form-urlencoded; send '],
    ['Text/Plain; charset=utf-8', 'Content-Type is text/plain; send '],
    [`text/${'x'.repeat(5000)}`, `Content-Type is text/${'x'.repeat(95)}; send `],
    ['json', 'Content-Type is missing or malformed; send '],
    [undefined, 'Content-Type is missing or malformed; send '],
  ])('says what came for %j', (header, words) => {
    expect(() => readMediaType(header, BOTH)).toThrow(`${words}application/json or application/x-ndjson.`);
  });
});
