import { Product, ProductChanges, ProductId, ProductInput } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';

const ifVersion = z
  .int()
  .min(1)
  .optional()
  .describe(
    'Applied only if the product has this version when it is applied; otherwise the item fails with `VERSION_CONFLICT`. A retry sends the same version again: read the product, and submit the operation anew.',
  );

const IGNORED = 'As it was read; ignored.';

/** Fields of a product as it is read, which may be sent back. `readOnly` would let clients refuse them. */
const ignored = {
  version: z.int().min(1).optional().describe(`${IGNORED} Send \`ifVersion\` to change this version only.`),
  submissionId: Product.shape.submissionId.optional().describe(IGNORED),
  createdAt: Product.shape.createdAt.optional().describe(IGNORED),
  updatedAt: Product.shape.updatedAt.optional().describe(IGNORED),
};

/** Names of the product of a patch or a delete. */
const named = {
  id: ProductId.optional(),
  sku: ProductInput.shape.sku,
};

const putFields = {
  ...ProductInput.shape,
  id: ProductId.optional().describe(
    'That of the SKU, as it was read; any other is refused. Without a SKU, there is none to send.',
  ),
  ...ignored,
};

const SentProduct = z
  .strictObject(putFields)
  .openapi('ProductInput', { description: ProductInput.description ?? '' });

const ProductPut = z.strictObject({ op: z.literal('put'), ...putFields, ifVersion }).meta({
  id: 'ProductPut',
  description: 'Replaces the whole product, or makes it, as a `ProductInput` does.',
});

const ProductPatch = z
  .strictObject({ op: z.literal('patch'), ...named, ...ProductChanges.shape, ...ignored, ifVersion })
  .meta({
    id: 'ProductPatch',
    description:
      "Changes the fields that are named, and only these; `null` removes a field, or an attribute in `attributes` (RFC 7396). `sku` or `id` names the product, which must exist. If it doesn't, the patch waits for a put that is late, and fails with `PRODUCT_NOT_FOUND` after 16 to 17 minutes; the submission can be `overdue` until then. A row of an imported file waits only two minutes.",
  });

const ProductMerge = z
  .strictObject({ op: z.literal('merge'), ...putFields, ...ProductChanges.shape, ifVersion })
  .meta({
    id: 'ProductMerge',
    description:
      "Changes the fields that are named, and only these, as a patch does (`null` removes), where the SKU has a product; where it has none, makes one, which takes a `name` and a `price`. So it is what a row of a spreadsheet means: columns that aren't there are left alone. Patches, and merges without a name or a price, that are accepted before it and wait for the product are applied to it. A merge without a name or a price of a product that doesn't exist waits, and fails, as a patch does. After a delete, a newer merge makes the product again, with none of its former fields. Without `sku`, it makes a product, as a put does.",
  });

const ProductDelete = z.strictObject({ op: z.literal('delete'), ...named, ...ignored, ifVersion }).meta({
  id: 'ProductDelete',
  description:
    'Deletes the product that `sku` or `id` names. It can be put again: within 45 days its versions go on, later they start again at 1.',
});

/** Body of a `PATCH`. It may name the product of the URL. */
export const SentChanges = z
  .strictObject({ ...named, ...ProductChanges.shape, ...ignored, ifVersion })
  .openapi('ProductChanges', {
    description: 'Fields to change. `id`, `sku` and `ifVersion` may repeat what the URL and `If-Match` say.',
  });

/** An item of a submission. Without `op` it is a put. */
export const ProductOperation = z
  .union([SentProduct, ProductPut, ProductPatch, ProductMerge, ProductDelete])
  .openapi('ProductOperation', {}, { unionPreferredType: 'oneOf' });
