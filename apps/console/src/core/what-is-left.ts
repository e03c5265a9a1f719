interface Left {
  readonly notFound: readonly string[];
  readonly more: boolean;
}

/** Says what a redrive or a deletion of dead letters left undone, and what to do about it; `undefined` where it did all. */
export function whatIsLeft(
  { notFound, more }: Left,
  formatCount: (count: number) => string,
): string | undefined {
  if (notFound.length === 0) {
    return more ? 'There may be others. Do it again.' : undefined;
  }
  return more
    ? `${formatCount(notFound.length)} not reached: the search ended before it found them. Select them again, and repeat it.`
    : `${formatCount(notFound.length)} not found: somebody else has received them, or they are gone. Look at the list again in half a minute.`;
}
