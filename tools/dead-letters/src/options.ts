import type { Choice } from '@async-catalog/dead-letters';

export interface GlobalOptions {
  readonly json?: true;
  readonly local?: true;
  readonly prefix: string;
}

export interface ChoiceOptions extends GlobalOptions {
  readonly all?: true;
  readonly yes?: true;
}

/** Error in the arguments; nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Error for ids that no dead letter has. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';

  constructor(ids: readonly string[]) {
    super(`Not found: ${ids.join(', ')}. If another process is reading the queue, try again in two minutes.`);
  }
}

/** @throws {UsageError} unless there are either ids or `--all`. */
export function readChoice(ids: readonly string[], all: true | undefined): Choice {
  if (all === true ? ids.length > 0 : ids.length === 0) {
    throw new UsageError('Give ids, or --all.');
  }
  return all === true ? 'all' : ids;
}

/** @throws {NotFoundError} */
export function expectFound(notFound: readonly string[]): void {
  if (notFound.length > 0) {
    throw new NotFoundError(notFound);
  }
}
