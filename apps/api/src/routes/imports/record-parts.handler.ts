import { MAX_IMPORT_PARTS, partCountOf, PART_URLS_PER_PAGE } from '@async-catalog/product-schema';
import { z } from 'zod';
import { refuseEnded } from '../../core/imports/start-import.ts';
import { importEnded, importStarted } from '../../core/imports/import-problems.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import type { Handle } from '../operation.ts';
import { invalidBody, parseBody, readJson } from '../read-json.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { readOwnImport } from './read-own-import.ts';

/** ETag of a part, however it is encrypted: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
const ETAG = /^(?:[\da-fA-F]{32}|"[\da-fA-F]{32}")$/;
const NO_ETAG = 'is not an ETag of S3; send the 32 hexadecimal digits that it answered to the part';

export const UploadedPart = z
  .strictObject({
    number: z.int().min(1).max(MAX_IMPORT_PARTS),
    etag: z
      .string()
      .regex(ETAG, NO_ETAG)
      .describe('`ETag` that S3 answered to the part, with or without its quotes.'),
  })
  .meta({ id: 'UploadedPart' });

export const UploadedParts = z
  .strictObject({ parts: z.array(UploadedPart).max(PART_URLS_PER_PAGE) })
  .meta({ id: 'UploadedParts' });

export const handle: Handle<'/imports/:id/parts'> = async (c) => {
  readQuery(c, NoQuery);
  const body = await readJson(c);
  const { parts, pointer } = isList(body)
    ? { ...parseBody(UploadedParts, body), pointer: (index: number) => `/parts/${index}/number` }
    : { parts: [parseBody(UploadedPart, body)], pointer: () => '/number' };
  const record = await readOwnImport(c);
  if (record.startedAt !== undefined) {
    throw importStarted();
  }
  refuseEnded(record, c.var.deps.now());
  const count = partCountOf(record);
  const past = parts.findIndex(({ number }) => number > count);
  if (past !== -1) {
    const detail = `is past the last part, which is ${count}`;
    throw invalidBody([{ pointer: pointer(past), code: 'TOO_LARGE', detail }]);
  }
  const etags = Object.fromEntries(parts.map(({ number, etag }) => [number, etag]));
  const recorded = parts.length === 0 ? record : await c.var.deps.imports.addParts(record.id, etags);
  if (recorded === undefined) {
    throw importEnded();
  }
  return c.json(await toAnswer(c.var.deps, recorded));
};

function isList(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'parts' in body;
}
