import {
  type Import,
  IMPORT_PART_BYTES,
  IMPORT_URL_SECONDS,
  type ImportRecord,
  missingPartsOf,
  PART_URLS_PER_PAGE,
  partCountOf,
  partSizeOf,
  toImport,
} from '@async-catalog/product-schema';
import type { ImportPorts } from '../ports.ts';

/** Describes an import; while its file is being uploaded, with the URLs of the next parts. */
export async function toAnswer(
  { importFiles, now }: Pick<ImportPorts, 'importFiles' | 'now'>,
  record: ImportRecord,
): Promise<Import> {
  const at = now();
  const answer = toImport(record, at);
  const { id, uploadId } = record;
  if (answer.status !== 'uploading' || uploadId === undefined) {
    return answer;
  }
  const parts = missingPartsOf(record)
    .slice(0, PART_URLS_PER_PAGE)
    .map((number) => ({ number, size: partSizeOf(record, number) }));
  const urls = await importFiles.partUrls(id, uploadId, parts);
  return {
    ...answer,
    upload: {
      partBytes: IMPORT_PART_BYTES,
      partCount: partCountOf(record),
      received: Object.keys(record.parts)
        .map(Number)
        .sort((a, b) => a - b),
      parts: parts.map((part, index) => ({ ...part, url: urls[index] ?? '' })),
      urlsExpireAt: new Date(at.getTime() + IMPORT_URL_SECONDS * 1000).toISOString(),
    },
  };
}
