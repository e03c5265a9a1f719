/** Import that the screen goes on with after a reload. */
export interface ImportSearch {
  readonly id?: string;
}

export function readImportSearch(search: Record<string, unknown>): ImportSearch {
  return typeof search['id'] === 'string' ? { id: search['id'] } : {};
}
