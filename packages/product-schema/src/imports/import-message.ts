import { z } from 'zod';
import { ImportId } from '../ids.ts';

/**
 * Body of a message on `import-queue`. `read`: read the rows from where it stopped. `finish`: write the
 * reports.
 */
export const ImportMessage = z.object({
  version: z.literal(1),
  importId: ImportId,
  task: z.enum(['read', 'finish']),
  /** Times that `finish` is queued again, with a delay, while chunks are pending. */
  checks: z.int().nonnegative().optional(),
});
export type ImportMessage = z.infer<typeof ImportMessage>;
