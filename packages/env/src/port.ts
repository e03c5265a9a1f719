import { z } from 'zod';

const MESSAGE = 'set a whole number from 0 to 65535';

/** A TCP port; 0 takes a free one. */
export const port = z.string().regex(/^\d+$/, MESSAGE).transform(Number).pipe(z.int().max(65_535, MESSAGE));
