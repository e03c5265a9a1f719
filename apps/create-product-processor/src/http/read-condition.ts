import { ProblemError } from '@async-catalog/http-contract';
import type { ProxyEvent } from './proxy-event.ts';
import type { Route } from './read-command.ts';

/**
 * Conditions that can't be checked when a change is applied: it is safer to refuse one than to ignore it. `If-Modified-Since` isn't
 * among them, because it is ignored of all but reads: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
 */
const REFUSED = ['If-None-Match', 'If-Unmodified-Since'];

/**
 * Reads the version for which a change is, from `If-Match`: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1.
 * An asterisk is refused, because a delete is applied where there is no product, too.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readCondition(
  { headers }: Pick<ProxyEvent, 'headers'>,
  { operation }: Pick<Route, 'operation'>,
): { readonly ifVersion?: number } {
  const refused = REFUSED.find((name) => headers[name.toLowerCase()] !== undefined);
  if (refused !== undefined) {
    throw invalid(`${refused} isn't taken of a change. Send If-Match, or leave it out.`);
  }
  const header = headers['if-match'];
  if (header === undefined) {
    return {};
  }
  if (operation !== 'product') {
    throw invalid('If-Match is for one product. An item of a batch takes ifVersion instead.');
  }
  const version = Number(/^\s*"([1-9]\d*)"\s*$/.exec(header)?.[1]);
  if (!Number.isSafeInteger(version)) {
    throw invalid(
      'If-Match takes one strong ETag, as GET /products/{id} gives it, such as "3"; no list, W/"3" or *.',
    );
  }
  return { ifVersion: version };
}

function invalid(message: string): ProblemError {
  return new ProblemError('INVALID_REQUEST', message);
}
