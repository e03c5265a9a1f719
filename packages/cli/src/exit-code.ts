import type { Import } from '@async-catalog/client';
import { notSaved } from './display/describe.ts';
import { EXIT } from './errors.ts';
import type { MaxFailed } from './max-failed.ts';

/** Computes the exit code of an import that has ended, or is overdue. */
export function exitCodeOf({ status, counts, failure }: Import, max: MaxFailed = { items: 0 }): number {
  // It wasn't read to its end, or isn't saved in time.
  if (failure !== undefined || status === 'cancelled' || status === 'overdue' || status === 'uploading') {
    return EXIT.impossible;
  }
  const limit = 'share' in max ? max.share * counts.total : max.items;
  return notSaved(counts) > limit ? EXIT.someNotSaved : EXIT.allSaved;
}
