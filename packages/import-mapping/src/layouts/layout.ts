import type { ImportMapping } from '@async-catalog/product-schema';
import type { Row } from '../csv/row.ts';
import type { BuiltValue } from '../mapping/build-value.ts';

/** An item of a group of rows, with the cells that make the same item if they are sent alone. */
export interface GroupItem extends BuiltValue {
  readonly row: Row;
  readonly cells: readonly string[];
}

/** Rules by which several rows make items. */
export interface Layout {
  /** Tells whether a row belongs to the group of the rows before it, of which there may be none. */
  readonly belongs: (group: readonly Row[], row: Row) => boolean;
  /** Reads the items of a group, in the order of their rows. */
  readonly read: (group: readonly Row[]) => GroupItem[];
}

export type LayoutName = NonNullable<ImportMapping['layout']>;
export type ReadRow = (row: Pick<Row, 'cells' | 'flaw'>) => BuiltValue;
