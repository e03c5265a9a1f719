import { ProblemError } from '@async-catalog/http-contract';
import { REPORT_FORMATS, ReportFormat } from '@async-catalog/report-builder';
import { parseAccept } from 'hono/utils/accept';
import Negotiator from 'negotiator';

/** Media types without parameters, in order of preference where a client has none. */
const FORMATS_BY_TYPE = new Map(
  ReportFormat.options.map((format) => [REPORT_FORMATS[format].mediaType.replace(/;.*/, ''), format]),
);

/**
 * Chooses the format of a report by `Accept` (RFC 9110 section 12.5.1), JSON where the client takes anything.
 * @throws {ProblemError} `NOT_ACCEPTABLE` naming what there is.
 */
export function negotiateFormat(accept: string | undefined): ReportFormat {
  // Without parameters: no client can want one that there isn't, and a charset must not lead to a 406.
  const ranges = parseAccept(accept ?? '').map(({ type, q }) => `${type};q=${q}`);
  const headers = ranges.length === 0 ? {} : { accept: ranges.join() };
  const mediaType = new Negotiator({ headers }).mediaType([...FORMATS_BY_TYPE.keys()]) ?? '';
  const format = FORMATS_BY_TYPE.get(mediaType);
  if (format === undefined) {
    throw new ProblemError(
      'NOT_ACCEPTABLE',
      `A report is ${list([...FORMATS_BY_TYPE.keys()])}. Accept one of these, or send ?format= with ${list(ReportFormat.options)}.`,
      { headers: VARY },
    );
  }
  return format;
}

/** Header of an answer that was chosen by `Accept`. */
export const VARY = { vary: 'Accept' };

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
