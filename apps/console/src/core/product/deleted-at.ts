/** Finds the time in what the API says of a deleted product: `The product was deleted at 2026-01-31T09:30:00.000Z. …`. */
export function deletedAtOf(detail: string): string | undefined {
  return /\b\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(detail)?.[0];
}
