import type { FieldErrorCode } from '@async-catalog/product-schema';

/** Fault in how a row is written, rather than in what it says. */
export interface RowFlaw {
  readonly code: FieldErrorCode;
  readonly detail: string;
  /** Cell, from 1, where it begins. */
  readonly column?: number;
}

/** A row of a CSV file, or a line of NDJSON, as it is written. */
export interface Row {
  /** Line, from 1, on which it begins. */
  readonly line: number;
  /** Its first byte in the text. */
  readonly byte: number;
  /** Line and byte after its line end. */
  readonly nextLine: number;
  readonly nextByte: number;
  readonly cells: readonly string[];
  readonly flaw?: RowFlaw;
}
