import { MIMEType } from 'node:util';
import { ProblemError } from '../../core/answering/problem-error.ts';
import type { Operation } from '../../core/request/operation.ts';

/**
 * The media type of the body, without parameters; JSON of any kind (`application/problem+json`) is JSON.
 * @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE` where the operation doesn't take it, or it isn't UTF-8.
 */
export function mediaTypeOf(contentType: string | undefined, { mediaTypes }: Operation): string {
  const sent = parse(contentType ?? '');
  const essence = sent?.essence.replace(/^application\/.+\+json$/, 'application/json') ?? '';
  const charset = sent?.params.get('charset')?.toLowerCase() ?? 'utf-8';
  if (!mediaTypes.includes(essence) || charset !== 'utf-8') {
    const accepted = mediaTypes.join(', ');
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `Send ${mediaTypes.join(' or ')}, in UTF-8.`, {
      // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
      headers: { accept: accepted },
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
