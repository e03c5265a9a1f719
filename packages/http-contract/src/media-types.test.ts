import { describe, expect, it } from 'vitest';
import {
  CSV_MEDIA_TYPE,
  GZIP_MEDIA_TYPE,
  JSON_MEDIA_TYPE,
  MERGE_PATCH_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  readMediaType,
  TSV_MEDIA_TYPE,
} from './media-types.ts';

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
    ['text/csv; charset=windows-1252; header=present', CSV_MEDIA_TYPE],
    ['Text/Tab-Separated-Values', TSV_MEDIA_TYPE],
    ['application/gzip', GZIP_MEDIA_TYPE],
    ['application/x-gzip', GZIP_MEDIA_TYPE],
    ['application/jsonl', NDJSON_MEDIA_TYPE],
  ])('reads %j of a file as %s', (header, mediaType) => {
    const files = [CSV_MEDIA_TYPE, TSV_MEDIA_TYPE, NDJSON_MEDIA_TYPE, GZIP_MEDIA_TYPE] as const;

    expect(readMediaType(header, files)).toBe(mediaType);
  });

  it.each([
    undefined,
    '',
    'json',
    'text/plain',
    'text/csv',
    'application/gzip',
    'text/json',
    'application/xml',
    'application/jsonx',
    'application/json-seq',
    'application/+json',
    'application/merge-patch+json',
    'application/json-patch+json',
    'application/x-www-form-urlencoded',
  ])('refuses %j, naming what is taken', (header) => {
    expect(() => readMediaType(header, BOTH)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        headers: { accept: 'application/json, application/x-ndjson' },
      }) as Error,
    );
  });

  it.each([
    ['application/merge-patch+json', MERGE_PATCH_MEDIA_TYPE],
    ['Application/Merge-Patch+JSON; charset=utf-8', MERGE_PATCH_MEDIA_TYPE],
    ['application/json', JSON_MEDIA_TYPE],
  ])('reads %j of a patch as %s', (header, mediaType) => {
    expect(readMediaType(header, [MERGE_PATCH_MEDIA_TYPE, JSON_MEDIA_TYPE])).toBe(mediaType);
  });

  it.each(['application/json-patch+json', 'application/vnd.shop.product+json', 'application/x-ndjson', ''])(
    'takes no %j as a patch',
    (header) => {
      expect(() => readMediaType(header, [MERGE_PATCH_MEDIA_TYPE, JSON_MEDIA_TYPE])).toThrow(
        expect.objectContaining({
          message: expect.stringContaining(
            'send application/merge-patch+json or application/json.',
          ) as string,
          headers: { 'accept-patch': 'application/merge-patch+json, application/json' },
        }) as Error,
      );
    },
  );

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
