/** Builds a CSV file of products. */
export function csv(rows: number, header = 'SKU,Title,Price,Currency'): string {
  const lines = Array.from({ length: rows }, (_, n) => `A-${n},Product ${n},${n}.50,EUR`);
  return `${[header, ...lines].join('\n')}\n`;
}
