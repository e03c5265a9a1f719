import { ANONYMOUS } from '@async-catalog/http-contract';
import { ImportId, type ImportRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { importNotFound } from '../../core/imports/import-problems.ts';

/**
 * Reads the caller's own import. Another caller's gets the same answer as one that never existed.
 * @throws {ProblemError} `IMPORT_NOT_FOUND`
 */
export async function readOwnImport(c: Context<AppEnv, '/:id'>): Promise<ImportRecord> {
  const { deps, caller = ANONYMOUS } = c.var;
  const id = c.req.param('id').toLowerCase();
  const record = ImportId.safeParse(id).success ? await deps.imports.get(id) : undefined;
  if (record === undefined || record.caller !== caller) {
    throw importNotFound();
  }
  return record;
}
