/** Parts of a submission or an import that only ever go forward. */
export interface Progress {
  readonly status: string;
  readonly counts: { readonly pending: number; readonly total: number };
  readonly reportReady: boolean;
  readonly completedAt?: string;
}

/** Order of the statuses; those that end share the last place. */
const ORDER: Readonly<Record<string, number>> = {
  uploading: 0,
  queued: 1,
  processing: 2,
  overdue: 2,
};

function stepOf({ status }: Progress): number {
  return ORDER[status] ?? 3;
}

function settledOf({ counts }: Progress): number {
  return counts.total - counts.pending;
}

/**
 * Chooses the further one of two states of the same submission or import. Answers may overtake each other, and a
 * list may be older than what is on screen: a status never moves backwards there.
 */
export function newest<State extends Progress>(shown: State | undefined, read: State): State {
  if (shown === undefined) {
    return read;
  }
  const steps = stepOf(read) - stepOf(shown);
  return steps < 0 || (steps === 0 && settledOf(read) < settledOf(shown)) ? shown : read;
}
