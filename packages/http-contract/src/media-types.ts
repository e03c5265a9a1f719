import { MIMEType } from 'node:util';
import { ProblemError } from './problem-error.ts';

export const JSON_MEDIA_TYPE = 'application/json';
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';
/** https://www.rfc-editor.org/rfc/rfc7396 */
export const MERGE_PATCH_MEDIA_TYPE = 'application/merge-patch+json';

/** https://www.rfc-editor.org/rfc/rfc7111 */
export const CSV_MEDIA_TYPE = 'text/csv';
/** https://www.iana.org/assignments/media-types/text/tab-separated-values */
export const TSV_MEDIA_TYPE = 'text/tab-separated-values';
/** https://www.rfc-editor.org/rfc/rfc6713 */
export const GZIP_MEDIA_TYPE = 'application/gzip';

/** Media types that are known under the one name only. */
const PLAIN_NAMES = [
  JSON_MEDIA_TYPE,
  MERGE_PATCH_MEDIA_TYPE,
  CSV_MEDIA_TYPE,
  TSV_MEDIA_TYPE,
  GZIP_MEDIA_TYPE,
] as const;

/** Media type of a body, under its first name. */
export type BodyMediaType = (typeof PLAIN_NAMES)[number] | typeof NDJSON_MEDIA_TYPE;

/** JSON of any kind, such as `application/problem+json`: https://www.rfc-editor.org/rfc/rfc6839#section-3.1 */
const JSON_KIND = /^application\/[^/]+\+json$/;

/** Kinds of JSON that say how to change a document. */
const PATCH_KIND = /-patch\+json$/;

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
  const mediaType = readKnown(name, taken);
  if (mediaType === undefined || !taken.includes(mediaType)) {
    const came = name === '' ? 'is missing or malformed' : `is ${name.slice(0, MAX_NAME_LENGTH)}`;
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `Content-Type ${came}; send ${taken.join(' or ')}.`, {
      // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16, https://www.rfc-editor.org/rfc/rfc5789#section-2.2
      headers: { [takesPatch(taken) ? 'accept-patch' : 'accept']: taken.join(', ') },
    });
  }
  return mediaType;
}

/** Recognizes a name. Where a patch is taken, a kind of JSON that isn't known may be another kind of patch. */
function readKnown(name: string, taken: readonly BodyMediaType[]): BodyMediaType | undefined {
  const plain = PLAIN_NAMES.find((known) => known === name);
  if (plain !== undefined) {
    return plain;
  }
  if (name === 'application/x-gzip') {
    return GZIP_MEDIA_TYPE;
  }
  if (NDJSON_NAME.test(name)) {
    return NDJSON_MEDIA_TYPE;
  }
  const isJson = JSON_KIND.test(name) && !PATCH_KIND.test(name) && !takesPatch(taken);
  return isJson ? JSON_MEDIA_TYPE : undefined;
}

function takesPatch(taken: readonly BodyMediaType[]): boolean {
  return taken.includes(MERGE_PATCH_MEDIA_TYPE);
}

/** Reads the name in lower case, and nothing where the header is malformed. */
function readName(header: string): string {
  try {
    return new MIMEType(header).essence;
  } catch {
    return '';
  }
}
