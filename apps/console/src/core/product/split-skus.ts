/** SKUs that one request may ask for. */
export const MAX_SKUS = 100;

/** Splits a text into SKUs: by commas, or by lines as they come out of a spreadsheet. */
export function splitSkus(text: string): string[] {
  return [...new Set(text.split(/[,\t\r\n]+/).flatMap((sku) => sku.trim() || []))];
}
