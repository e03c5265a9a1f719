/** Columns of a file of ordinary width, which the mapping is guessed from. */
export const COLUMNS = [
  'sku',
  'name',
  'price',
  'currency',
  'description',
  'category',
  'brand',
  'tags',
  'images',
  'color',
] as const;

const COLORS = ['black', 'white', 'green'];

/** Builds a file of products; `edition` goes into each field but the SKU, so that a later one changes all of them. */
export function csvText(rows: number, edition: string): string {
  const lines = Array.from({ length: rows }, (_, n) => rowText(n, edition));
  return `${COLUMNS.join()}\n${lines.join('')}`;
}

function rowText(n: number, edition: string): string {
  const number = String(n).padStart(7, '0');
  const price = `${10 + (n % 90)}.${edition.length % 10}9`;
  return `${[
    skuOf(n),
    `Mug ${number} ${edition}`,
    price,
    'EUR',
    `"Stoneware, 30 cl, ${edition}"`,
    `kitchen ${edition}`,
    `Brand ${n % 50} ${edition}`,
    `"mug,${edition}"`,
    `https://img.example/${edition}/${number}.jpg`,
    `${COLORS[n % COLORS.length]} ${edition}`,
  ].join()}\n`;
}

/** Names the product of a row. */
export function skuOf(n: number): string {
  return `IMPORT-${String(n).padStart(7, '0')}`;
}
