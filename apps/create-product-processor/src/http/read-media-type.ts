import { MIMEType } from 'node:util';
import { JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE, ProblemError } from '@async-catalog/http-contract';
import type { Operation } from '../core/intake-command.ts';

const MEDIA_TYPES: Readonly<Record<Operation, readonly string[]>> = {
  product: [JSON_MEDIA_TYPE],
  batch: [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE],
};

/**
 * Reads the media type of the body, without parameters; JSON of any kind (`application/problem+json`) is
 * JSON.
 * @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE` where the operation doesn't take it, or it isn't UTF-8.
 */
export function readMediaType(contentType: string | undefined, operation: Operation): string {
  const sent = parse(contentType ?? '');
  const essence = sent?.essence.replace(/^application\/.+\+json$/, JSON_MEDIA_TYPE) ?? '';
  const charset = sent?.params.get('charset')?.toLowerCase() ?? 'utf-8';
  const mediaTypes = MEDIA_TYPES[operation];
  if (!mediaTypes.includes(essence) || charset !== 'utf-8') {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `Send ${mediaTypes.join(' or ')}, in UTF-8.`, {
      // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
      headers: { accept: mediaTypes.join(', ') },
    });
  }
  return essence;
}

function parse(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}
