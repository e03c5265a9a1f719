import { ANONYMOUS } from '@async-catalog/http-contract';
import { ImportId, type ImportRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { importNotFound } from '../../core/imports/import-problems.ts';

/**
 * Reads the caller's own import.
 * @throws {ProblemError} `IMPORT_NOT_FOUND`
 */
export async function readOwnImport(c: Context<AppEnv, '/:id'>): Promise<ImportRecord> {
  const id = c.req.param('id').toLowerCase();
  return ownImport(c, ImportId.safeParse(id).success ? await c.var.deps.imports.get(id) : undefined);
}

/**
 * Returns a record that is the caller's own. Another caller's gets the same answer as one that never existed.
 * @throws {ProblemError} `IMPORT_NOT_FOUND`
 */
export function ownImport(c: Context<AppEnv>, record: ImportRecord | undefined): ImportRecord {
  const { caller = ANONYMOUS } = c.var;
  if (record === undefined || record.caller !== caller) {
    throw importNotFound();
  }
  return record;
}
