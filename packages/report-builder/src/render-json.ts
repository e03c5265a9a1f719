import type { Report } from '@async-catalog/product-schema';

export function renderJson(report: Report): string {
  return JSON.stringify(report);
}
