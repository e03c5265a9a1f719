import type {
  ItemResult,
  Product,
  RejectedItem,
  Report,
  ReportBlocks,
  SubmissionRecord,
} from '@async-catalog/product-schema';

// Every port rejects with `ProblemError` `DEPENDENCY_UNAVAILABLE` where another try, later, can help.

/** Trace of a product that was deleted. */
export interface DeletedProduct {
  readonly id: string;
  readonly deletedAt: string;
}

export interface ProductPage {
  readonly products: readonly Product[];
  /** Id after which the next page starts; `undefined` on the last page. */
  readonly lastId: string | undefined;
}

export interface ProductReader {
  /**
   * Reads the newest state (strongly consistent), so a product can be read once its submission is complete.
   */
  get(id: string): Promise<Product | DeletedProduct | undefined>;
  /** Reads at most `limit` products, in the table's own order. A page can be empty and not the last. */
  page(limit: number, afterId?: string): Promise<ProductPage>;
}

export interface SubmissionReader {
  /** Reads the newest state. */
  get(id: string): Promise<SubmissionRecord | undefined>;
}

export type ReportSlice = Pick<Report, 'items' | 'issues'>;

/** Indexes of items, both included. */
export interface IndexRange {
  readonly first: number;
  readonly last: number;
}

export interface ReportReader {
  /** Reads the report that was built after so many settlements; `undefined` when there is none, or another. */
  report(submissionId: string, settlements: number): Promise<Report | undefined>;
  /**
   * Reads from that report the items from one index to another, and their issues, by the places of its blocks. It reads
   * whole blocks, so there can be more of either.
   */
  reportSlice(
    submissionId: string,
    report: { readonly settlements: number; readonly blocks: ReportBlocks },
    range: IndexRange,
  ): Promise<ReportSlice | undefined>;
  /** Reads the results of all deliveries so far, in any order. An item delivered twice has two. */
  results(record: SubmissionRecord): AsyncIterable<ItemResult>;
  rejectedItems(submissionId: string): Promise<readonly RejectedItem[]>;
}
