export { arbitraryProductInput } from './arbitrary-product-input.ts';
export { finishedRecord, submissionRecord } from './submission-record.ts';
