import { z } from 'zod';
import { Timestamp } from '../timestamp.ts';
import { IMPORT_PART_BYTES, MAX_IMPORT_PARTS, PART_URLS_PER_PAGE } from './import-limits.ts';
import type { ImportRecord } from './import-record.ts';

const PartNumber = z.int().min(1).max(MAX_IMPORT_PARTS);

/** Parts of a file that is being uploaded: those that are there, and where to send the next ones. */
export const ImportUpload = z
  .object({
    partBytes: z.int().min(1).describe('Size of each part but the last.'),
    partCount: PartNumber,
    received: z.array(PartNumber).describe('Numbers of the parts that were reported.'),
    parts: z
      .array(
        z.object({
          number: PartNumber,
          size: z.int().min(1).describe('Bytes of the part, which its URL takes, and no other number.'),
          url: z.url().describe('Where to PUT the bytes of the part.'),
        }),
      )
      .max(PART_URLS_PER_PAGE)
      .describe(`The next parts that are not received, ${PART_URLS_PER_PAGE} at most.`),
    urlsExpireAt: Timestamp.describe('S3 can refuse a URL earlier, with a 403: ask for the parts again.'),
  })
  .meta({ id: 'ImportUpload' });
export type ImportUpload = z.infer<typeof ImportUpload>;

/** Computes the number of parts of a file. */
export function partCountOf({ size }: Pick<ImportRecord, 'size'>): number {
  return Math.ceil(size / IMPORT_PART_BYTES);
}

/** Computes the size of a part, by its number from 1. */
export function partSizeOf({ size }: Pick<ImportRecord, 'size'>, number: number): number {
  return Math.min(IMPORT_PART_BYTES, size - (number - 1) * IMPORT_PART_BYTES);
}

/** Lists the numbers of the parts that were not reported, in order. */
export function missingPartsOf(record: Pick<ImportRecord, 'size' | 'parts'>): number[] {
  return Array.from({ length: partCountOf(record) }, (_, index) => index + 1).filter(
    (number) => record.parts[number] === undefined,
  );
}
