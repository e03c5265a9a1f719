import type { FieldError } from '@async-catalog/product-schema';

/**
 * A place in a file from which it can be read on. `byte` counts in the text as UTF-8, unpacked, its mark included: so it
 * is the file's own byte if that is UTF-8 and not packed.
 */
export interface Position {
  readonly byte: number;
  /** Rows of data before that byte, without blank ones. */
  readonly row: number;
  /** Line, from 1, at that byte. */
  readonly line: number;
  /** Items of the rows from that byte on which were read already. */
  readonly skip: number;
  /** Rows before that byte whose cells aren't in their columns, without any other row among them. */
  readonly flawed?: FlawedRows | undefined;
}

/** Consecutive rows of data whose cells aren't in their columns. */
export interface FlawedRows {
  readonly count: number;
  /** Line, from 1, on which the first one begins. */
  readonly line: number;
}

/** An item that was read from one or more rows. */
export interface ImportItem {
  /** Line, from 1, on which its row begins. */
  readonly line: number;
  /** Item as in a batch; of a row with errors, as much as could be read. */
  readonly value: Record<string, unknown>;
  readonly errors?: readonly FieldError[];
  /** Cells that make the same item if they are sent alone; of NDJSON, the text of the line. */
  readonly cells: readonly string[];
  /** Place after the item. */
  readonly after: Position;
  /** Rows that are no item, from where the reading began up to that place. */
  readonly skippedRows: number;
}
