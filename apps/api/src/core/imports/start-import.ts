import {
  type ImportMapping,
  type ImportRecord,
  missingPartsOf,
  statusOfImport,
} from '@async-catalog/product-schema';
import { stringify } from 'safe-stable-stringify';
import type { ImportPorts, ImportStart, SourceHead } from '../ports.ts';
import {
  importEnded,
  importNotFound,
  invalidFile,
  startedOtherwise,
  uploadIncomplete,
} from './import-problems.ts';
import { inspectSource, UnreadableFileError } from './inspect-source.ts';

/**
 * Starts an import whose file is uploaded. Each step can be repeated, so a second start finishes what the
 * first has left undone, and answers the same import.
 * @throws {ProblemError} `IMPORT_STARTED` if it was started with another mapping
 */
export async function startImport(
  ports: ImportPorts,
  record: ImportRecord,
  mapping: ImportMapping | undefined,
): Promise<ImportRecord> {
  if (record.startedAt !== undefined) {
    refuseOtherMapping(record, mapping);
    return await queueOnce(ports, record);
  }
  refuseEnded(record, ports.now());
  try {
    const source = await completeSource(ports, record);
    const { fileName, askedFormat } = record;
    const isWhole = source.head.byteLength === source.size;
    const inspection = await inspectSource(
      { head: source.head, isWhole, fileName, askedFormat },
      mapping ?? record.mapping,
    );
    const started = await markStarted(ports, record, { etag: source.etag, ...inspection });
    refuseOtherMapping(started, mapping);
    return started;
  } catch (error) {
    if (error instanceof UnreadableFileError) {
      await ports.imports.fail(record.id, error.failure);
      throw invalidFile(error.failure);
    }
    throw error;
  }
}

/** Marks the import as started and queues it. Of two starts at once, the first one counts. */
export async function markStarted(
  ports: ImportPorts,
  { id }: ImportRecord,
  start: Omit<ImportStart, 'startedAt'>,
): Promise<ImportRecord> {
  const { imports, now } = ports;
  const record =
    (await imports.start(id, { ...start, startedAt: now().toISOString() })) ?? (await imports.get(id));
  if (record === undefined) {
    throw importNotFound();
  }
  if (record.startedAt === undefined) {
    throw importEnded();
  }
  return await queueOnce(ports, record);
}

/** Queues an import that was started but not queued, because somebody stopped between the two. */
export async function queueOnce(
  { imports, importQueue, now }: ImportPorts,
  record: ImportRecord,
): Promise<ImportRecord> {
  if (record.queuedAt !== undefined) {
    return record;
  }
  await importQueue.send({ version: 1, importId: record.id, task: 'read' });
  return (await imports.setTime(record.id, 'queuedAt', now().toISOString(), undefined)) ?? record;
}

/** @throws {ProblemError} `INVALID_FILE` if that is why it ended, else `IMPORT_ENDED` */
export function refuseEnded(record: ImportRecord, now: Date): void {
  if (record.failure !== undefined) {
    throw invalidFile(record.failure);
  }
  if (statusOfImport(record, now) !== 'uploading') {
    throw importEnded();
  }
}

/** @throws {ProblemError} `IMPORT_STARTED` unless the mapping, with what it leaves out guessed, is the one that counts */
function refuseOtherMapping({ mapping }: ImportRecord, asked: ImportMapping | undefined): void {
  if (asked === undefined || mapping === undefined) {
    return;
  }
  const guessed = asked.columns === undefined ? { columns: mapping.columns, layout: mapping.layout } : {};
  if (stringify({ ...guessed, ...asked }) !== stringify(mapping)) {
    throw startedOtherwise();
  }
}

/** Completes the upload, if it isn't complete, and reads the beginning of the file. */
async function completeSource(ports: ImportPorts, record: ImportRecord): Promise<SourceHead> {
  const { importFiles } = ports;
  if (record.uploadId !== undefined) {
    await completeUpload(ports, record, record.uploadId);
  }
  const source = await importFiles.readHead(record.id);
  if (source === undefined) {
    throw record.uploadId === undefined
      ? uploadIncomplete(
          'The file did not arrive. Send it again, with the same Idempotency-Key if it had one.',
        )
      : importEnded();
  }
  if (source.size !== record.size) {
    throw new UnreadableFileError({
      code: 'SIZE_MISMATCH',
      detail: `The file has ${source.size} bytes, but ${record.size} were announced. Import it anew.`,
    });
  }
  return source;
}

/** Numbers of missing parts that the answer lists. */
const LISTED_PARTS = 10;

async function completeUpload(
  { imports, importFiles }: ImportPorts,
  record: ImportRecord,
  uploadId: string,
): Promise<void> {
  const missing = missingPartsOf(record);
  if (missing.length > 0) {
    const more = missing.length > LISTED_PARTS ? `, and ${missing.length - LISTED_PARTS} more` : '';
    throw uploadIncomplete(
      `Parts that were not reported: ${missing.slice(0, LISTED_PARTS).join(', ')}${more}. Upload them, and report their ETags.`,
    );
  }
  const parts = Object.entries(record.parts)
    .map(([number, etag]) => ({ number: Number(number), etag }))
    .sort((a, b) => a.number - b.number);
  // `gone` can mean that it was completed before, and only the answer, or the next step, was lost.
  if ((await importFiles.completeUpload(record.id, uploadId, parts)) === 'mismatch') {
    await imports.forgetParts(record.id);
    throw uploadIncomplete('S3 has other parts than those that were reported. Upload every part again.');
  }
}
