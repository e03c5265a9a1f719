import {
  compareStates,
  type Item,
  type ProductState,
  toVisible,
  type VisibleProduct,
} from '@async-catalog/product-operations';
import { parseRevision } from '@async-catalog/product-schema';
import type { Save } from '../ports.ts';

/** Describes what an operation did, from the states before and after it. */
export function toSave(before: ProductState, after: ProductState, kind?: 'repeated'): Save {
  const { version } = after;
  if (kind !== undefined) {
    const is = toVisible(after) as VisibleProduct | undefined;
    return { kind, version, ...(is && { after: is }) };
  }
  const { change, ...products } = compareStates(before, after);
  return { kind: change, version, ...products };
}

/** Describes the newer operation, by time only if another caller's is all that is known of it. */
export function toSuperseded(
  { latest, caller }: ProductState,
  item: Item,
  by: string,
): Extract<Save, { kind: 'superseded' }> {
  const { acceptedAt, submissionId, index } = parseRevision(by);
  const isOwn = submissionId === item.submissionId || (by === latest && caller === item.caller);
  return { kind: 'superseded', by: { acceptedAt, ...(isOwn && { submissionId, index }) } };
}
