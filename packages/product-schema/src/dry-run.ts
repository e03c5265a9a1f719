import { z } from 'zod';
import { RejectedItem } from './accepted.ts';

/** The answer to a dry run: how many items would be taken, and which wouldn't. Nothing is stored or sent. */
export const DryRun = z
  .object({ valid: z.int().nonnegative(), rejected: z.array(RejectedItem) })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof DryRun>;
