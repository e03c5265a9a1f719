const PREFIX = 'import-';

export function importRequestId(number: number): string {
  return `${PREFIX}${number}`;
}

/** Reads which import of the history a record comes from; `undefined` for one of an ordinary request. */
export function importNumberOf(requestId: string): number | undefined {
  return requestId.startsWith(PREFIX) ? Number(requestId.slice(PREFIX.length)) : undefined;
}
