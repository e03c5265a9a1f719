import { z } from 'zod';

/** The contract's product, as its users would write it in zod. */
export const Product = z.strictObject({
  name: z.string().trim().min(1).max(255),
  price: z.number().nonnegative().lt(100_000_000).multipleOf(0.01),
  currency: z.string().length(3).default('USD'),
  description: z.string().max(10_000).optional(),
  sku: z
    .string()
    .regex(/^[\w./-]{1,64}$/)
    .optional(),
  category: z.string().min(1).max(255).optional(),
  brand: z.string().min(1).max(255).optional(),
  tags: z.array(z.string().min(1).max(64)).max(50).optional(),
  images: z.array(z.url().max(2048)).max(20).optional(),
  attributes: z
    .record(z.string().min(1).max(64), z.union([z.string().max(1000), z.number(), z.boolean()]))
    .optional(),
});
