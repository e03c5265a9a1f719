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

/** Reads the filters. Empty ones count as absent, and so does a status that only imports have. */
export function readSubmissionsSearch(search: Record<string, unknown>): SubmissionsSearch {
  const imports = search['kind'] === 'imports';
  const texts = TEXTS.flatMap((name) => {
    const value = search[name];
    const given = typeof value === 'string' && value !== '' && (imports || value !== 'uploading');
    return given ? [[name, value] as const] : [];
  });
  return { ...(imports && { kind: 'imports' }), ...Object.fromEntries(texts) };
}
