import { z } from 'zod';

/** A variable that may be any text. */
export const nonEmpty = z.string().min(1);
