import { z } from 'zod';
import { RejectedItem } from './rejected-item.ts';
import { Warning } from './warning.ts';

/** Answer to a dry run: the number of valid items, those that would be rejected, and what a consumer may not expect. */
export const DryRun = z
  .object({ valid: z.int().nonnegative(), rejected: z.array(RejectedItem), warnings: z.array(Warning) })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof DryRun>;
