import type { ImportRecord } from '@async-catalog/product-schema';
import type { ImportPorts } from '../ports.ts';
import { buildImport, type ImportCommand } from './build-import.ts';
import { keyReused } from './import-problems.ts';
import { checkMappingFields } from './inspect-source.ts';

export interface CreatedImport {
  readonly record: ImportRecord;
  /** The import is one that the same request has created before. */
  readonly replayed: boolean;
}

/** Creates an import whose file is uploaded in parts. The same key and request give the same import again. */
export async function createImport(ports: ImportPorts, command: ImportCommand): Promise<CreatedImport> {
  const { imports, importFiles, lists } = ports;
  const ours = buildImport(ports, command);
  const earlier = command.idempotencyKey === undefined ? undefined : await imports.get(ours.id);
  if (earlier !== undefined) {
    const record = checkSame(earlier, ours);
    // The first request may have ended before it did.
    await lists.add('imports', record);
    return { record, replayed: true };
  }
  if (command.mapping !== undefined) {
    await checkMappingFields(command.mapping, command.format?.kind);
  }
  // The upload first: a record always has one. An upload without a record is ended by the bucket's lifecycle.
  const uploadId = await importFiles.createUpload(ours.id);
  const record = checkSame(await imports.create({ ...ours, uploadId }), ours);
  await lists.add('imports', record);
  return { record, replayed: record.uploadId !== uploadId };
}

/** @throws {ProblemError} `IDEMPOTENCY_KEY_REUSED` */
export function checkSame(stored: ImportRecord, ours: ImportRecord): ImportRecord {
  if (stored.fingerprint !== ours.fingerprint) {
    throw keyReused();
  }
  return stored;
}
