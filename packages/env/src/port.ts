import { z } from 'zod';

/** A TCP port; 0 takes a free one. */
export const port = z
  .string()
  .regex(/^\d+$/, 'must be a port')
  .transform(Number)
  .pipe(z.int().max(65_535, 'must be a port'));
