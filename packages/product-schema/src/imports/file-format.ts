import { z } from 'zod';
import { CSV_DELIMITERS } from './csv-delimiters.ts';

export { CSV_DELIMITERS };

/** Format of the bytes of a source file. */
export const FileFormat = z
  .object({
    kind: z.enum(['csv', 'ndjson']),
    compression: z.enum(['none', 'gzip']),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
    delimiter: z.enum(CSV_DELIMITERS).optional().describe('Of a CSV file.'),
  })
  .meta({ id: 'FileFormat' });
export type FileFormat = z.infer<typeof FileFormat>;

/** Parts of a file's format that a caller names; its bytes show the rest. */
export const AskedFormat = z.strictObject(FileFormat.shape).partial().meta({ id: 'AskedFormat' });
export type AskedFormat = z.infer<typeof AskedFormat>;
