import type { ImportPorts, Inspection } from '../ports.ts';
import { buildImport, type ImportCommand } from './build-import.ts';
import { checkSame, type CreatedImport } from './create-import.ts';
import { importEnded, invalidFile } from './import-problems.ts';
import { inspectSource, UnreadableFileError } from './inspect-source.ts';
import { markStarted, queueOnce } from './start-import.ts';

/**
 * Imports a file that came whole in the request. A file or a mapping that can't work is refused before
 * anything is stored. The same key and file give the same import again, and finish what an earlier request
 * has left undone. `refuseStart` rejects if no import may start now.
 */
export async function receiveImport(
  ports: ImportPorts,
  command: ImportCommand & { readonly mediaType: string },
  content: Uint8Array,
  refuseStart: () => Promise<void>,
): Promise<CreatedImport> {
  const { imports, importFiles, lists } = ports;
  const ours = buildImport(ports, command, content);
  const earlier = command.idempotencyKey === undefined ? undefined : await imports.get(ours.id);
  if (earlier !== undefined && checkSame(earlier, ours).startedAt !== undefined) {
    return { record: await queueOnce(ports, earlier), replayed: true };
  }
  await refuseStart();
  const inspection = await inspect(command, content);
  // The record before the file: whoever stores the file has made sure that it is the one of this key.
  const record = checkSame(earlier ?? (await imports.create(ours)), ours);
  if (record.cancelledAt !== undefined) {
    throw importEnded();
  }
  await lists.add('imports', record);
  const etag = await importFiles.put(record.id, content);
  return {
    record: await markStarted(ports, record, { etag, ...inspection }),
    replayed: earlier !== undefined,
  };
}

/** Bytes at the beginning that are enough to find out the format: 1 MiB. */
const HEAD_BYTES = 1024 * 1024;

async function inspect(
  { fileName, mediaType, format: askedFormat, mapping }: Parameters<typeof receiveImport>[1],
  content: Uint8Array,
): Promise<Inspection> {
  const head = content.subarray(0, HEAD_BYTES);
  const isWhole = head.byteLength === content.byteLength;
  try {
    return await inspectSource({ head, isWhole, fileName, mediaType, askedFormat }, mapping);
  } catch (error) {
    throw error instanceof UnreadableFileError ? invalidFile(error.failure) : error;
  }
}
