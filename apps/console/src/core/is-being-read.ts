import { isTerminal } from '../formats/statuses.ts';

interface Readable {
  readonly status: string;
  /** Rows of an import's file; a submission has none. */
  readonly rows?: { readonly complete: boolean };
}

/** Tells whether more items may be found in a file, so that its counts say nothing yet of how far it is. */
export function isBeingRead({ status, rows }: Readable): boolean {
  return rows?.complete === false && !isTerminal(status);
}
