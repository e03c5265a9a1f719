import { z } from 'zod';

/** Codes of warnings. Codes never change; new ones may be added. */
export const WarningCode = z.enum(['DUPLICATE_SKU', 'PRICE_ZERO']).meta({
  description:
    '`DUPLICATE_SKU`: a later item replaces this one, which is neither in `items` nor in `rejected`. `PRICE_ZERO`: the item sets the price to 0.',
});

/** Something that a consumer may not expect of an item that is valid. `pointer` starts at the product. */
export const Warning = z
  .object({
    index: z.int().nonnegative(),
    line: z.int().min(1).optional(),
    code: WarningCode,
    pointer: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof Warning>;
