import { importLinks } from '@async-catalog/product-schema';
import { cancelImport as cancel } from '../../core/imports/cancel-import.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import type { Handle } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { readOwnImport } from './read-own-import.ts';

export const handle: Handle<'/imports/:id/cancel'> = async (c) => {
  readQuery(c, NoQuery);
  const record = await cancel(c.var.deps, await readOwnImport(c));
  return c.json(await toAnswer(c.var.deps, record), 202, { location: importLinks(record.id).self });
};
