/** A price that an import changes, as a line of its report has it. */
export interface PriceChange {
  readonly line: number;
  readonly sku?: string;
  readonly price: number;
  readonly currency: string;
  readonly priceBefore: number;
  readonly currencyBefore: string;
}

/** Reads a line of `report.ndjson`; nothing where the price stays. */
export function readPriceChange(line: string): PriceChange | undefined {
  const row = JSON.parse(line) as Partial<PriceChange>;
  const { price, currency = '', priceBefore, currencyBefore = currency } = row;
  if (price === undefined || priceBefore === undefined) {
    return undefined;
  }
  return price === priceBefore && currency === currencyBefore
    ? undefined
    : { ...(row as PriceChange), currency, currencyBefore };
}
