import { useEffect, useState } from 'react';
import { isTerminal } from '../formats/statuses.ts';
import { useSession } from '../session/session.ts';
import { type Answer, follow } from './follow.ts';

interface Followable {
  readonly status: string;
  readonly counts: { readonly pending: number; readonly total: number };
  readonly reportReady: boolean;
}

export interface Followed<State> {
  readonly state?: State;
  /** Time of the last answer, also of one that says that nothing changed. */
  readonly asOf?: number;
  /** The last read's error, until one is answered. */
  readonly error?: unknown;
}

/**
 * Follows a submission or an import while the screen shows it. `read` must stay the same function for the same
 * one; `round` starts anew, after a retry or a cancellation.
 */
export function useFollowed<State extends Followable>(
  id: string,
  read: (etag: string | null, signal: AbortSignal) => Promise<Answer<State>>,
  round = 0,
): Followed<State> {
  const [followed, setFollowed] = useState<{ of: unknown; value: Followed<State> }>({ of: read, value: {} });
  const { seen } = useSession();
  useEffect(() => {
    const stop = new AbortController();
    void follow(
      {
        read,
        onAnswer: (state) =>
          setFollowed(({ of, value }) => {
            const shown = of === read ? value.state : undefined;
            const next = state === undefined ? shown : seen.furthest(id, state);
            return { of: read, value: { ...(next !== undefined && { state: next }), asOf: Date.now() } };
          }),
        onError: (error) =>
          setFollowed(({ of, value }) => ({ of: read, value: { ...(of === read && value), error } })),
        isFinal: ({ status, reportReady }) => isTerminal(status) && reportReady,
      },
      stop.signal,
    );
    return () => stop.abort(new DOMException('The screen is gone.', 'AbortError'));
  }, [id, read, round, seen]);
  return followed.of === read ? followed.value : {};
}
