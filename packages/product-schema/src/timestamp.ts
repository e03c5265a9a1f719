import { z } from 'zod';

/** RFC 3339 in UTC with milliseconds: `2026-01-31T09:30:00.000Z`, what `Date.prototype.toISOString` gives. */
export const Timestamp = z.iso.datetime({ precision: 3 });
export type Timestamp = z.infer<typeof Timestamp>;
