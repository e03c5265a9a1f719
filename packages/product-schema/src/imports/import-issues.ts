import { z } from 'zod';

const Count = z.int().nonnegative();
const Line = z.int().min(1);

/** A reason why a row of a file wasn't saved, or a remark on one that was. */
export const ImportIssue = z
  .object({
    line: Line.describe('Line of the file at which the row begins, from 1.'),
    index: Count.optional(),
    sku: z.string().optional(),
    pointer: z.string(),
    column: z.string().optional().describe('Name of the column that the value came from.'),
    detail: z.string(),
  })
  .meta({ id: 'ImportIssue' });
export type ImportIssue = z.infer<typeof ImportIssue>;

/** All issues of one code. */
export const ImportIssueGroup = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    count: Count,
    // The files of older imports have no pointer.
    example: ImportIssue.pick({ line: true, sku: true, pointer: true, detail: true }).partial({
      pointer: true,
    }),
  })
  .meta({ id: 'ImportIssueGroup' });
export type ImportIssueGroup = z.infer<typeof ImportIssueGroup>;

/** Issues that are kept of one code. */
export const MAX_ISSUES_PER_CODE = 1000;

/**
 * Contents of `issues.json`: the first {@link MAX_ISSUES_PER_CODE} issues of each code, and how many there
 * are.
 */
export const ImportIssues = z.object({
  groups: z.array(ImportIssueGroup),
  issues: z.record(z.string(), z.array(ImportIssue)),
});
export type ImportIssues = z.infer<typeof ImportIssues>;
