import { readFileSync } from 'node:fs';

/** Reads a product file as another shop's software writes it. */
export function readSample(name: 'shopify' | 'woocommerce'): string {
  return readFileSync(new URL(`samples/${name}.csv`, import.meta.url), 'utf8');
}
