import { CatalogProblemError } from '@async-catalog/client';
import type { Context } from './context.ts';
import { UsageError } from './errors.ts';

/** Says so where the id of an import was given for that of a submission, or the other way round; else returns the error. */
export async function explainNotFound(
  error: unknown,
  id: string,
  { catalog, signal, hint }: Pick<Context, 'catalog' | 'signal' | 'hint'>,
): Promise<unknown> {
  const code = error instanceof CatalogProblemError ? error.code : undefined;
  if (code === 'SUBMISSION_NOT_FOUND' && (await isThere(catalog.getImport(id, { signal })))) {
    return new UsageError(
      `${id} is an import, not a submission. What became of it: ${hint(`imports watch ${id}`)}. Of each row: ${hint(`imports report ${id}`)}`,
      { code: 'IS_AN_IMPORT', cause: error },
    );
  }
  if (code === 'IMPORT_NOT_FOUND' && (await isThere(catalog.getSubmission(id, { signal })))) {
    return new UsageError(`${id} is a submission. Look at it with: ${hint(`submissions get ${id}`)}`, {
      code: 'IS_A_SUBMISSION',
      cause: error,
    });
  }
  return error;
}

async function isThere(found: Promise<unknown>): Promise<boolean> {
  try {
    await found;
    return true;
  } catch {
    return false;
  }
}
