import { dequal } from 'dequal';
import { parseRevision } from '@async-catalog/product-schema';
import type { Save, VisibleProduct } from '../ports.ts';
import type { Item } from '../read/read-message.ts';
import { type ProductState, toVisible } from './product-state.ts';

/** Describes what an operation did, from the states before and after it. */
export function toSave(before: ProductState, after: ProductState, kind?: 'repeated'): Save {
  const was = toVisible(before) as VisibleProduct | undefined;
  const is = toVisible(after) as VisibleProduct | undefined;
  const { version } = after;
  if (kind !== undefined) {
    return { kind, version, ...(is && { after: is }) };
  }
  if (was === undefined || is === undefined) {
    const change = was === undefined ? (is === undefined ? 'unchanged' : 'created') : 'deleted';
    return { kind: change, version, ...(was && { before: was }), ...(is && { after: is }) };
  }
  return { kind: dequal(was, is) ? 'unchanged' : 'updated', version, before: was, after: is };
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
