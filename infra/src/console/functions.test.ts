import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { isFilePath } from '@async-catalog/console-hosting';
import { describe, expect, it } from 'vitest';

type Request = { uri: string; method?: string; querystring?: object; headers?: object };
type Handler = (event: { request: Request }) => Request;

/** Runs the code of a CloudFront function as CloudFront does: as a script with a function `handler`. */
function load(file: string): Handler {
  const code = readFileSync(new URL(file, import.meta.url), 'utf8');
  return runInNewContext(`${code}; handler`) as Handler;
}

describe('rewriting pages', () => {
  const handler = load('rewrite-pages.js');
  const rewritten = (uri: string) => handler({ request: { uri } }).uri;

  it.each(['/', '/products', '/products/by-sku/TEA.1', '/imports/', '/api', '/apis/x', '/assets', '//x.js'])(
    'asks the bucket for the page at %s',
    (uri) => {
      expect(rewritten(uri)).toBe('/index.html');
      expect(isFilePath(uri)).toBe(false);
    },
  );

  it.each(['/index.html', '/config.json', '/icon.svg', '/assets/index-3f2a.js', '/assets/none'])(
    'asks the bucket for the file %s',
    (uri) => {
      expect(rewritten(uri)).toBe(uri);
      expect(isFilePath(uri)).toBe(true);
    },
  );

  it('leaves the rest of a request alone', () => {
    const rest = { method: 'GET', querystring: { code: { value: 'x' } } };

    expect(handler({ request: { uri: '/signed-in', ...rest } })).toEqual({ uri: '/index.html', ...rest });
  });
});

describe('removing the prefix of the API', () => {
  const handler = load('remove-api-prefix.js');

  it.each([
    ['/api/products', '/products'],
    ['/api/', '/'],
    ['/api/api/products', '/api/products'],
    ['/api/imports/1/parts', '/imports/1/parts'],
  ])('turns %s into %s, and says so, whatever the viewer said', (uri, expected) => {
    const headers = { 'x-forwarded-prefix': { value: '/elsewhere' }, accept: { value: '*/*' } };

    expect(handler({ request: { uri, method: 'PATCH', headers } })).toEqual({
      uri: expected,
      method: 'PATCH',
      headers: { 'x-forwarded-prefix': { value: '/api' }, accept: { value: '*/*' } },
    });
  });

  it.each(['/products', '/apis/products'])('leaves %s alone', (uri) => {
    expect(handler({ request: { uri, headers: {} } })).toEqual({ uri, headers: {} });
  });
});
