import { ImportMapping, importLinks } from '@async-catalog/product-schema';
import { z } from 'zod';
import { startImport as start } from '../../core/imports/start-import.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import { refuseWithoutProducts } from '../../middleware/caller-limits.ts';
import type { Handle } from '../operation.ts';
import { parseBody, readJson } from '../read-json.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { POLL_AFTER_SECONDS } from '../answer-changes.ts';
import { readOwnImport } from './read-own-import.ts';

export const StartRequest = z
  .strictObject({
    mapping: ImportMapping.optional().describe('Instead of the one that the import was created with.'),
  })
  .meta({ id: 'StartRequest' });

export const handle: Handle<'/imports/:id/start'> = async (c) => {
  readQuery(c, NoQuery);
  const { mapping } = parseBody(StartRequest, (await readJson(c)) ?? {});
  const own = await readOwnImport(c);
  if (own.startedAt === undefined && !own.options.dryRun) {
    await refuseWithoutProducts(c);
  }
  const record = await start(c.var.deps, own, mapping);
  return c.json(await toAnswer(c.var.deps, record), 202, {
    location: importLinks(record.id).self,
    'retry-after': String(POLL_AFTER_SECONDS),
  });
};
