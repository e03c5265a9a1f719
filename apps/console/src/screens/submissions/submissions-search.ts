/** Filters of the lists, as the address has them. */
export interface SubmissionsSearch {
  readonly kind?: 'imports';
  readonly status?: string;
  /** Date or time, RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  /** Another caller, or `*` for all. */
  readonly caller?: string;
}

const TEXTS = ['status', 'since', 'until', 'caller'] as const;

export function readSubmissionsSearch(search: Record<string, unknown>): SubmissionsSearch {
  const texts = TEXTS.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return { ...(search['kind'] === 'imports' && { kind: 'imports' }), ...Object.fromEntries(texts) };
}
