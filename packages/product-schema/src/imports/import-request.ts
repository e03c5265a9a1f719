import { z } from 'zod';
import { refuse, visibleText } from '../text.ts';
import { AskedFormat } from './file-format.ts';
import { MAX_FILE_NAME_LENGTH, MAX_IMPORT_BYTES } from './import-limits.ts';
import { ImportMapping } from './import-mapping.ts';

export const FileName = visibleText(MAX_FILE_NAME_LENGTH, 'name the file');

const FileSize = z
  .int()
  .check((payload) => {
    if (payload.value < 1) {
      refuse(payload, 'TOO_SMALL', 'is less than 1 byte; an empty file has nothing to import');
    } else if (payload.value > MAX_IMPORT_BYTES) {
      refuse(payload, 'TOO_LARGE', `is more than ${MAX_IMPORT_BYTES} bytes (5 GiB); split the file`);
    }
  })
  .meta({ minimum: 1, maximum: MAX_IMPORT_BYTES });

/** Options of an import. `preview` implies a dry run. */
export const ImportRequestOptions = z.object({
  dryRun: z.boolean().optional().describe('Reads and checks the whole file, and stores no product.'),
  preview: z
    .literal('changes')
    .optional()
    .describe('A dry run that also counts what would be created, updated and unchanged.'),
});

/** Request for an import whose file is uploaded in parts. */
export const ImportRequest = z
  .strictObject({
    fileName: FileName,
    size: FileSize.describe('Bytes of the file.'),
    format: AskedFormat.optional().describe('What is left out is found out from the file.'),
    mapping: ImportMapping.optional().describe('What is left out is guessed from the file.'),
    ...ImportRequestOptions.shape,
  })
  .meta({ id: 'ImportRequest' });
export type ImportRequest = z.infer<typeof ImportRequest>;
