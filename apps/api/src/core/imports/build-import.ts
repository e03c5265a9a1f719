import {
  type AskedFormat,
  type ImportMapping,
  importIdForKey,
  type ImportRecord,
  newImportId,
  SUBMISSION_RETENTION_SECONDS,
} from '@async-catalog/product-schema';
import { stringify } from 'safe-stable-stringify';
import type { ImportPorts } from '../ports.ts';

/** Request for an import, however its file comes. */
export interface ImportCommand {
  readonly caller: string;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly fileName: string;
  readonly size: number;
  readonly format?: AskedFormat | undefined;
  readonly mapping?: ImportMapping | undefined;
  readonly options: ImportRecord['options'];
}

/** Builds the record of an import. `content` identifies a file that came with the request. */
export function buildImport(
  { now, sha256 }: Pick<ImportPorts, 'now' | 'sha256'>,
  { caller, requestId, idempotencyKey, fileName, size, format, mapping, options }: ImportCommand,
  content?: Uint8Array,
): ImportRecord {
  const createdAt = now();
  const asked = {
    fileName,
    size,
    options,
    ...(format !== undefined && { askedFormat: format }),
    ...(mapping !== undefined && { mapping }),
  };
  return {
    id: idempotencyKey === undefined ? newImportId() : importIdForKey(caller, idempotencyKey),
    caller,
    requestId,
    ...asked,
    fingerprint: sha256(stringify([asked, content && sha256(content)])),
    createdAt: createdAt.toISOString(),
    expiresAt: Math.ceil(createdAt.getTime() / 1000) + SUBMISSION_RETENTION_SECONDS,
    parts: {},
    items: 0,
    skippedRows: 0,
    chunks: {},
  };
}
