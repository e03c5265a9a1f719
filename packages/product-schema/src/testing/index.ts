export { arbitraryNewProduct } from './arbitrary-new-product.ts';
export { finishedRecord, submissionRecord } from './submission-record.ts';
