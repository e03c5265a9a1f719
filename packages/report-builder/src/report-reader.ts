import type {
  ItemResult,
  RejectedItem,
  Report,
  ReportBlocks,
  SubmissionRecord,
} from '@async-catalog/product-schema';

export type ReportSlice = Pick<Report, 'items' | 'issues'>;

/** Indexes of items, both included. */
export interface IndexRange {
  readonly first: number;
  readonly last: number;
}

/** Reads what is stored of a submission's report. */
export interface StoredReports {
  /** Reads the report that was built after so many settlements; `undefined` when there is none, or another. */
  report(submissionId: string, settlements: number): Promise<Report | undefined>;
  /** Reads the results of all deliveries so far, in any order. An item delivered twice has two. */
  results(record: SubmissionRecord): AsyncIterable<ItemResult>;
  rejectedItems(submissionId: string): Promise<readonly RejectedItem[]>;
}

export interface ReportReader extends StoredReports {
  /**
   * Reads from that report the items from one index to another, and their issues, by the places of its blocks. It reads
   * whole blocks, so there can be more of either.
   */
  reportSlice(
    submissionId: string,
    report: { readonly settlements: number; readonly blocks: ReportBlocks },
    range: IndexRange,
  ): Promise<ReportSlice | undefined>;
}
