export { Accepted, AcceptedItem } from './accepted.ts';
export { MAX_CURRENCY_DIGITS, currencyDigits, isCurrency } from './currencies.ts';
export { DryRun } from './dry-run.ts';
export { ERROR_CODES, statusOf, titleOf, type ErrorCode } from './error-codes.ts';
export { FAILURE_CODES, FAILURE_MEANINGS, type FailureCode } from './failure-code.ts';
export { FIELD_ERROR_CODES, FIELD_ERROR_MEANINGS, FieldError, FieldErrorCode } from './field-error.ts';
export { MAX_FIELD_ERRORS, fieldErrorsOf, nearestOf } from './field-errors-of.ts';
export { isObject } from './is-object.ts';
export {
  ImportId,
  importIdForKey,
  NAMESPACES,
  newImportId,
  ProductId,
  SubmissionId,
  newSubmissionId,
  productIdOf,
  productIdOfSku,
  submissionIdForKey,
} from './ids.ts';
export { fieldName, jsonPointer } from './json-pointer.ts';
export { MAX_BATCH_ITEMS, MAX_BODY_BYTES } from './limits.ts';
export { SubmissionLinks, submissionLinks } from './links.ts';
export { rejectedItemsKey, reportKey, reportPartsPrefix, reportPartsStart } from './object-keys.ts';
export { Outcome, higherOutcome } from './outcome.ts';
export { MAX_PRODUCT_BYTES, parseProductInput } from './parse-product-input.ts';
export { toPrintableJson, toPrintableText } from './printable-text.ts';
export { PROBLEM_MEDIA_TYPE, Problem, createProblem } from './problem.ts';
export { ProductInput, PRODUCT_FIELDS, Product, QueuedProduct } from './product.ts';
export { canMakeProduct, CHANGEABLE_FIELDS, ProductChanges, QueuedChanges } from './product-changes.ts';
export { DEFAULT_CURRENCY, WHOLE_CURRENCIES } from './currencies.ts';
export { Op, type Operation } from './operation.ts';
export { parseOperation } from './parse-operation.ts';
export { MAX_ENTRIES } from './product-collections.ts';
export { ProductItem } from './product-item.ts';
export { PutMessage, QueueMessage } from './queue-message.ts';
export { Report, ReportIssue, ReportItem, ReportPriceChange, ReportTotal } from './report.ts';
export { ReportBlocks } from './report-blocks.ts';
export { ItemResult, ProductChange, ReportPart } from './report-part.ts';
export { PRICE_ZERO } from './price-zero.ts';
export { RejectedItem } from './rejected-item.ts';
export { replacedBy } from './replaced-by.ts';
export { parseRevision, revisionOf } from './revision.ts';
export { STATS_QUEUES, type StatsQueue } from './stats-queues.ts';
export { Stats } from './stats.ts';
export {
  Submission,
  SubmissionCounts,
  SubmissionStatus,
  completionOf,
  countsOf,
  isComplete,
  statusOfSubmission,
  toSubmission,
} from './submission.ts';
export {
  isExpired,
  isNotTaken,
  unsettledIndexes,
  SUBMISSION_DEADLINE_MS,
  SUBMISSION_RETENTION_SECONDS,
  SubmissionRecord,
  outcomeOf,
  submissionTimes,
} from './submission-record.ts';
export {
  MAX_NOTED_RETRIES,
  retryEntry,
  SubmissionEvent,
  SubmissionTimeline,
  toTimeline,
} from './submission-timeline.ts';
export { toSubmitted } from './to-submitted.ts';
export { Timestamp } from './timestamp.ts';
export { Warning, WarningCode } from './warning.ts';
export * from './imports/index.ts';
