import { MIMEType } from 'node:util';
import { ProblemError } from './problem-error.ts';

export const JSON_MEDIA_TYPE = 'application/json';
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** Media type of a body, under its first name. */
export type BodyMediaType = typeof JSON_MEDIA_TYPE | typeof NDJSON_MEDIA_TYPE;

/** JSON of any kind, such as `application/problem+json`: https://www.rfc-editor.org/rfc/rfc6839#section-3.1 */
const JSON_NAME = /^application\/(?:json|[^/]+\+json)$/;

/** Names in use for a JSON text a line; none is registered. https://jsonlines.org/ */
const NDJSON_NAME = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/;

/** Characters of a refused name that the answer repeats. */
const MAX_NAME_LENGTH = 100;

/**
 * Reads `Content-Type`. Parameters are ignored, `charset` too: JSON is UTF-8, whatever it says.
 * https://www.rfc-editor.org/rfc/rfc8259#section-11
 * @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE`, with the media types that are taken
 */
export function readMediaType(header: string | undefined, taken: readonly BodyMediaType[]): BodyMediaType {
  const name = readName(header ?? '');
  const mediaType = JSON_NAME.test(name)
    ? JSON_MEDIA_TYPE
    : NDJSON_NAME.test(name)
      ? NDJSON_MEDIA_TYPE
      : undefined;
  if (mediaType === undefined || !taken.includes(mediaType)) {
    const came = name === '' ? 'is missing or malformed' : `is ${name.slice(0, MAX_NAME_LENGTH)}`;
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `Content-Type ${came}; send ${taken.join(' or ')}.`, {
      // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
      headers: { accept: taken.join(', ') },
    });
  }
  return mediaType;
}

/** Reads the name in lower case, and nothing where the header is malformed. */
function readName(header: string): string {
  try {
    return new MIMEType(header).essence;
  } catch {
    return '';
  }
}
