import { ImportId, ProductId, SubmissionId } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { importId, product, submissionId } from './examples.ts';

/** Path parameters of an operation on one resource. */
export const PRODUCT_PARAMS = z.object({
  id: ProductId.meta({
    description: 'Id of the product. That of a SKU is its UUIDv5, always the same.',
    example: product.id,
  }),
});

export const SUBMISSION_PARAMS = z.object({
  id: SubmissionId.meta({
    description: 'Id of the submission, as its answer had it.',
    example: submissionId,
  }),
});

export const IMPORT_PARAMS = z.object({
  id: ImportId.meta({ description: 'Id of the import, as its answer had it.', example: importId }),
});
