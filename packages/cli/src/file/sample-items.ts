import { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { type ImportItem, readItems } from '@async-catalog/import-mapping';
import type { FileFormat, ImportMapping } from '@async-catalog/product-schema';
import type { FirstItem } from '../display/display.ts';

const SAMPLE_BYTES = 4 * 1024 ** 2;
const SHOWN_ITEMS = 5;

interface Plan {
  readonly format: FileFormat;
  readonly columns: readonly string[];
  readonly mapping: ImportMapping;
}

/** First items of a file, and the number of items that it may have in all: of a whole file exactly, else as in its beginning. */
export interface Sample {
  readonly firstItems: readonly FirstItem[];
  readonly expected: number | undefined;
}

/** Reads the items in the first bytes of a file as the import will. */
export async function sampleItems(head: Buffer<ArrayBuffer>, fileSize: number, plan: Plan): Promise<Sample> {
  const { text, consumed } = await unpackStart(head, plan.format);
  const isWhole = consumed === fileSize;
  const first: ImportItem[] = [];
  let read = 0;
  for await (const items of readItems(Readable.from([text]), { ...plan, columns: [...plan.columns] })) {
    first.push(...items.slice(0, SHOWN_ITEMS - first.length));
    read += items.length;
  }
  // The last one of a beginning is cut off.
  const count = isWhole ? read : Math.max(read - 1, 0);
  return {
    firstItems: first
      .slice(0, count)
      .map(({ line, value, errors }) => ({ line, value, ...(errors && { errors }) })),
    expected: count === 0 ? undefined : Math.round((count * fileSize) / (isWhole ? fileSize : consumed)),
  };
}

/** Unpacks up to 4 MiB, and counts the bytes of the file that they are. */
async function unpackStart(
  head: Buffer<ArrayBuffer>,
  { compression }: FileFormat,
): Promise<{ readonly text: Buffer; readonly consumed: number }> {
  if (compression === 'none') {
    return { text: head, consumed: head.length };
  }
  // The end of the sample isn't the end of the file.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of Readable.from([head]).pipe(gunzip)) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= SAMPLE_BYTES) {
      break;
    }
  }
  return { text: Buffer.concat(chunks), consumed: Math.min(gunzip.bytesWritten, head.length) };
}
