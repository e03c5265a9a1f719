import { z } from 'zod';
import { buildCursor, readCursor } from '../cursors.ts';
import type { Handle } from '../operation.ts';
import { invalidQuery, PageQuery, queryError, readQuery } from '../read-query.ts';
import { readOwnImport } from './read-own-import.ts';
import { reportNotReady } from './report-not-ready.ts';

const CODE = 'is not the code of a group; send one in capitals, such as REQUIRED';

export const ListIssuesQuery = PageQuery.extend({
  code: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,63}$/, CODE)
    .optional()
    .describe('Lists the issues of this code. Without it, the answer is the groups.'),
});

export const handle: Handle<'/imports/:id/issues'> = async (c) => {
  const { code, limit, cursor } = readQuery(c, ListIssuesQuery);
  if (code === undefined && cursor !== undefined) {
    throw invalidQuery([queryError('cursor', 'UNKNOWN_FIELD', 'was sent without code; send both')]);
  }
  const record = await readOwnImport(c);
  const found =
    record.completedAt === undefined ? undefined : await c.var.deps.importFiles.readIssues(record.id);
  if (found === undefined) {
    throw reportNotReady(record);
  }
  if (code === undefined) {
    return c.json({ groups: found.groups });
  }
  const issues = found.issues[code] ?? [];
  const list = `issues/${record.id}/${code}`;
  const from = cursor === undefined ? 0 : readCursor(list, cursor, z.int().min(0));
  const next = from + limit;
  return c.json({
    items: issues.slice(from, next),
    ...(next < issues.length && { nextCursor: buildCursor(list, next) }),
  });
};
