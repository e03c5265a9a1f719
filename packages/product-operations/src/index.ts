export { tombstoneExpiry } from './apply-delete.ts';
export { skuOf } from './apply-merge.ts';
export { applyOperation } from './apply-operation.ts';
export { type Change, compareStates, describeChange, type VisibleProduct } from './describe-change.ts';
export type { Effect, Refusal } from './effect.ts';
export { type DeleteItem, type Item, type MergeItem, type PatchItem, type PutItem, toItem } from './item.ts';
export { madePaths, PLAIN_FIELDS, readState, revisionFieldOf, type Row, toRow } from './product-row.ts';
export { type ProductState, toVisible } from './product-state.ts';
