export { arbitraryProductInput } from './arbitrary-product-input.ts';
export { importRecord } from './import-record.ts';
export { finishedRecord, submissionRecord } from './submission-record.ts';
