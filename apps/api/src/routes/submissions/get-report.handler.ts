import { ProblemError } from '@async-catalog/http-contract';
import { isComplete } from '@async-catalog/product-schema';
import {
  buildContentDisposition,
  REPORT_FORMATS,
  readReport,
  renderReport,
  ReportFormat,
} from '@async-catalog/report-builder';
import { z } from 'zod';
import type { Handle } from '../operation.ts';
import { readQuery } from '../read-query.ts';
import { negotiateFormat, VARY } from './negotiate-format.ts';
import { POLL_AFTER_SECONDS } from '../answer-changes.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const GetReportQuery = z.strictObject({
  format: ReportFormat.optional().describe('Otherwise `Accept` chooses it, else it is JSON.'),
});

export const handle: Handle<'/submissions/:id/report'> = async (c) => {
  const query = readQuery(c, GetReportQuery);
  const format = query.format ?? negotiateFormat(c.req.header('accept'));
  const record = await readOwnSubmission(c);
  if (!isComplete(record)) {
    throw new ProblemError(
      'REPORT_NOT_READY',
      'The report is there once every item is settled. Try again later.',
      { retryAfterSeconds: POLL_AFTER_SECONDS },
    );
  }
  const disposition = buildContentDisposition(record.id, format);
  const headers = {
    ...VARY,
    'content-type': REPORT_FORMATS[format].mediaType,
    ...(disposition !== undefined && { 'content-disposition': disposition }),
  };
  if (c.req.method === 'HEAD') {
    return c.body(null, 200, headers);
  }
  const report = await readReport(record, c.var.deps.reports);
  const rendered = renderReport(report, format);
  return c.body(rendered instanceof ReadableStream ? rendered : toStream(rendered), 200, headers);
};

/** Size of a chunk: a chunk for each line would cost more than the lines. */
const CHUNK_LENGTH = 16_384;

function toStream(pieces: Iterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(toChunks(pieces));
}

function* toChunks(pieces: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length >= CHUNK_LENGTH) {
      yield encoder.encode(chunk);
      chunk = '';
    }
  }
  yield encoder.encode(chunk);
}
