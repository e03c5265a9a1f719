import type { Query } from './check-signed-url.ts';

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/**
 * Reads the headers that a request for an object wants in the answer, which fauxqs ignores.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function overriddenHeaders(query: Query): [name: string, value: string][] {
  return OVERRIDES.flatMap((name) => {
    const value = query[`response-${name}`];
    return value === undefined ? [] : [[name, value]];
  });
}
