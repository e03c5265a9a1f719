import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/**
 * A submission is in its caller's list, under its time, before anything of it is queued, and so before its consumer is
 * answered; an import is before it is read. Lists are read consistently, so what is in one is found from then on.
 */
export function* whatIsTakenIsListed(facts: Facts): Generator<string> {
  for (const { record, items } of facts.submissions) {
    const sentAt = items.flatMap((item) => facts.sentAt.get(itemKeyOf(item)) ?? []);
    const listedAt = facts.listedAt.get(placeOf('submissions', record)) ?? Infinity;
    if (record.importId === undefined && sentAt.some((at) => at < listedAt)) {
      yield `${record.id} is queued, and not in the list of its caller`;
    }
  }
  for (const { record } of facts.imports) {
    if (record.startedAt !== undefined && !facts.listedAt.has(placeOf('imports', record))) {
      yield `import ${record.id} is started, and not in the list of its caller`;
    }
  }
}

function placeOf(
  name: string,
  { id, caller, createdAt }: { readonly id: string; readonly caller: string; readonly createdAt: string },
): string {
  return `${name}/${caller}/${createdAt.slice(0, 10)}/${createdAt}/${id}`;
}
