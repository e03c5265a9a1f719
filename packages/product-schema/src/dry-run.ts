import { z } from 'zod';
import { RejectedItem } from './accepted.ts';

/** Answer to a dry run: the number of items that would be accepted, and those that would be rejected. */
export const DryRun = z
  .object({ valid: z.int().nonnegative(), rejected: z.array(RejectedItem) })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof DryRun>;
