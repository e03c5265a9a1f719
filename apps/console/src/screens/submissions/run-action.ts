import type { CatalogClient } from '@async-catalog/client';
import { explainError } from '../../components/problem-notice.tsx';
import type { Row } from './list-query.ts';

export type Action = 'retry' | 'cancel';

/** Result of an action for one row: the new submission of a retry, or why it was refused. */
export interface ActionResult {
  readonly row: Row;
  readonly text: string;
  readonly failed: boolean;
  readonly submissionId?: string;
}

/** Requests under way at once. */
const AT_ONCE = 4;

/** Creates a function that does the same for many rows. A repeat of a retry has the same key, so it makes nothing twice. */
export function createRunner(catalog: CatalogClient) {
  const keys = new Map<string, string>();
  const keyOf = (id: string): string => {
    const key = keys.get(id) ?? crypto.randomUUID();
    keys.set(id, key);
    return key;
  };

  async function retry(row: Row): Promise<ActionResult> {
    if (row.kind === 'import') {
      return {
        row,
        failed: true,
        text: 'An import is not retried: correct what failed, and import that file.',
      };
    }
    const { submissionId, total } = await catalog.retrySubmission(row.id, { idempotencyKey: keyOf(row.id) });
    keys.delete(row.id);
    return { row, failed: false, text: `${total} submitted again`, submissionId };
  }

  async function cancel(row: Row): Promise<ActionResult> {
    await (row.kind === 'import' ? catalog.cancelImport(row.id) : catalog.cancelSubmission(row.id));
    return { row, failed: false, text: 'cancelled' };
  }

  return async (action: Action, rows: readonly Row[]): Promise<ActionResult[]> => {
    const results: ActionResult[] = [];
    const waiting = [...rows];
    const work = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        const one = row;
        results.push(
          await (action === 'retry' ? retry : cancel)(one).catch((error: unknown): ActionResult => {
            const { title, detail } = explainError(error);
            return { row: one, failed: true, text: `${title}: ${detail}` };
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return results;
  };
}
