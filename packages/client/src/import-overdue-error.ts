import type { Import } from './openapi.ts';

/**
 * An import past its deadline with pending items. An operator has to look at it; waiting longer won't help.
 */
export class ImportOverdueError extends Error {
  override readonly name = 'ImportOverdueError';
  readonly code = 'IMPORT_OVERDUE';
  readonly import: Import;

  constructor(overdue: Import) {
    const { importId, deadlineAt, counts } = overdue;
    super(`${counts.pending} items of import ${importId} are pending past ${deadlineAt}`);
    this.import = overdue;
  }
}
