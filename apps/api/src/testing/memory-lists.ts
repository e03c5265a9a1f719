import type { Entry } from '@async-catalog/caller-lists';
import type { CallerLists } from '../core/ports.ts';

/** Keeps lists in memory. Entries can be put in by hand, too. */
export function memoryLists(entries: Entry[] = []): CallerLists & { readonly entries: Entry[] } {
  return {
    entries,
    add(_, { id, caller, createdAt }) {
      entries.push({ position: `${createdAt}/${id}`, id, caller, createdAt });
      return Promise.resolve();
    },
    newest({ caller, since, before }, count) {
      const found = entries
        .filter((entry) => caller === undefined || entry.caller === caller)
        .filter(({ position }) => position >= since && position < before)
        .sort((a, b) => (a.position > b.position ? -1 : 1));
      return Promise.resolve(found.slice(0, count));
    },
  };
}
