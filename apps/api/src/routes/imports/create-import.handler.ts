import {
  ANONYMOUS,
  CSV_MEDIA_TYPE,
  GZIP_MEDIA_TYPE,
  JSON_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  readIdempotencyKey,
  readMediaType,
  TSV_MEDIA_TYPE,
} from '@async-catalog/http-contract';
import { type ImportMapping, ImportRequest, importLinks } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { createImport as create, type CreatedImport } from '../../core/imports/create-import.ts';
import { receiveImport } from '../../core/imports/receive-import.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import { refuseWithoutProducts } from '../../middleware/caller-limits.ts';
import type { Handle } from '../operation.ts';
import { parseBody, readJson } from '../read-json.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { POLL_AFTER_SECONDS } from '../answer-changes.ts';
import { readFile, ReceiveImportQuery } from './read-file.ts';
import { toOptions } from './to-options.ts';

/** Media types of a file, and the name of one that comes without. */
export const FILE_NAMES = {
  [CSV_MEDIA_TYPE]: 'upload.csv',
  [TSV_MEDIA_TYPE]: 'upload.tsv',
  [NDJSON_MEDIA_TYPE]: 'upload.ndjson',
  [GZIP_MEDIA_TYPE]: 'upload.gz',
} as const;

const MEDIA_TYPES = [JSON_MEDIA_TYPE, ...(Object.keys(FILE_NAMES) as (keyof typeof FILE_NAMES)[])] as const;

export const handle: Handle<'/imports'> = async (c) => {
  const mediaType = readMediaType(c.req.header('content-type'), MEDIA_TYPES);
  return mediaType in FILE_NAMES
    ? await receiveFile(c, mediaType as keyof typeof FILE_NAMES)
    : await announceFile(c);
};

/** Creates an import whose file is uploaded in parts. */
async function announceFile(c: Context<AppEnv>): Promise<Response> {
  readQuery(c, NoQuery);
  const sender = readSender(c);
  const { fileName, size, format, mapping, ...asked } = parseBody(ImportRequest, await readJson(c));
  const options = toOptions(asked);
  return await answer(
    c,
    201,
    await create(c.var.deps, { ...sender, fileName, size, format, mapping, options }),
  );
}

/** Starts an import of the file in the body. */
async function receiveFile(c: Context<AppEnv>, mediaType: keyof typeof FILE_NAMES): Promise<Response> {
  const { fileName, decimal, currency, op, dryRun, preview } = readQuery(c, ReceiveImportQuery);
  const sender = readSender(c);
  const file = await readFile(c, fileName ?? FILE_NAMES[mediaType]);
  const mapping: ImportMapping = {
    ...(decimal && { decimal }),
    ...(currency && { defaults: { currency } }),
    ...(op && { op }),
  };
  const command = {
    ...sender,
    fileName: file.name,
    size: file.content.byteLength,
    mediaType,
    ...(Object.keys(mapping).length > 0 && { mapping }),
    options: toOptions({ ...(dryRun && { dryRun: dryRun === 'true' }), ...(preview && { preview }) }),
  };
  c.header('retry-after', String(POLL_AFTER_SECONDS));
  const refuseStart = () => (command.options.dryRun ? Promise.resolve() : refuseWithoutProducts(c));
  return await answer(c, 202, await receiveImport(c.var.deps, command, file.content, refuseStart));
}

function readSender(c: Context<AppEnv>) {
  const { caller = ANONYMOUS, requestId } = c.var;
  return { caller, requestId, idempotencyKey: readIdempotencyKey(c.req.header('idempotency-key')) };
}

async function answer(c: Context<AppEnv>, status: 201 | 202, { record, replayed }: CreatedImport) {
  return c.json(await toAnswer(c.var.deps, record), status, {
    location: importLinks(record.id).self,
    ...(replayed && { 'idempotency-replayed': 'true' }),
  });
}
