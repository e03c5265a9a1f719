import { z } from 'zod';

const Offsets = z.array(z.int().nonnegative());

/**
 * Places in the JSON of a report: offsets in bytes at which each hundred of items, and their issues, begin, and at the end the
 * one at which they end. What lies between two is a list of JSON objects, without brackets, perhaps after a comma.
 */
export const ReportBlocks = z.object({ items: Offsets, issues: Offsets });
export type ReportBlocks = z.infer<typeof ReportBlocks>;
