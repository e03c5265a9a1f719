import type { OpenConsole } from './open-console.ts';

type ProductInput = Parameters<OpenConsole['api']['createProduct']>[0];

/** A product with everything that one can have. */
export const TEAPOT: ProductInput = {
  sku: 'TEA-IRON-08',
  name: 'Teapot, cast iron',
  price: 49.9,
  currency: 'EUR',
  category: 'Kitchen',
  brand: 'Iwachu',
  description: 'Holds 0.8 l.\nMade by hand, of cast iron that keeps the tea warm.',
  tags: ['tea', 'iron'],
  images: [
    'https://pictures.example/teapot%20front.jpg',
    'https://pictures.example/side.svg',
    'http://pictures.example/old.png',
  ],
  attributes: { color: 'black', litres: 0.8, induction: true, sizes: ['S', 'M'], mixed: ['a', 1] },
};

/** Saves products, and answers their ids. */
export async function save({ api }: OpenConsole, products: readonly ProductInput[]): Promise<string[]> {
  const { submissionId, items } = await api.createProducts(products);
  await api.waitForSubmission(submissionId);
  return items.map(({ productId }) => productId);
}
