import type {
  ItemResult,
  ProductId,
  RejectedItem,
  ReportFormat,
  ReportPart,
  SubmissionId,
} from '@async-catalog/product-schema';

export interface ReportStore {
  /** `partId` sorts by time: of two parts the later one is read later. */
  putPart(submissionId: SubmissionId, partId: string, part: ReportPart): Promise<void>;

  /** The results in all parts of a submission, oldest part first. */
  results(submissionId: SubmissionId): AsyncIterable<ItemResult>;

  /** What intake refused. To be asked for only when the record counts some. */
  rejectedItems(submissionId: SubmissionId): Promise<RejectedItem[]>;

  putReport(submissionId: SubmissionId, format: ReportFormat, document: string): Promise<void>;

  /** The text report of a submission of one product, under the product's own id. */
  putProductReport(productId: ProductId, text: string): Promise<void>;
}
