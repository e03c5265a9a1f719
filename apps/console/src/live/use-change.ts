import type { Accepted, CatalogClient, Submission, SubmissionItem, Warning } from '@async-catalog/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session.ts';
import { followItems } from './follow-items.ts';

/** Progress of a change. `queued` is accepted, and not saved: only `done` knows each item's outcome. */
export type Change =
  | { readonly step: 'idle' | 'sending' }
  | { readonly step: 'error'; readonly error: unknown }
  | {
      readonly step: 'queued';
      readonly submissionId: string;
      readonly submission?: Submission;
      /** Error of the last read; reading goes on. */
      readonly error?: unknown;
    }
  | {
      readonly step: 'done';
      readonly submissionId: string;
      /** Outcomes, those of refused items included. */
      readonly items: readonly SubmissionItem[];
      readonly warnings: readonly Warning[];
    };

type Send = (
  catalog: CatalogClient,
  options: { idempotencyKey: string; signal: AbortSignal },
) => Promise<Accepted>;

/**
 * Submits a change and follows it to its outcome, for as long as the screen is there. The same payload has the
 * same idempotency key until its outcome is known, so a repeat after an error is the same submission.
 */
export function useChange() {
  const { catalog, seen } = useSession();
  const [change, setChange] = useState<Change>({ step: 'idle' });
  const sent = useRef<{ payload: string; key: string }>(undefined);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(new DOMException('The screen is gone.', 'AbortError')), []);

  const submit = useCallback(
    async (payload: unknown, send: Send): Promise<Change | undefined> => {
      const text = JSON.stringify(payload);
      sent.current =
        sent.current?.payload === text ? sent.current : { payload: text, key: crypto.randomUUID() };
      const controller = new AbortController();
      stop.current?.abort(new DOMException('Another change was submitted.', 'AbortError'));
      stop.current = controller;
      const { signal } = controller;
      setChange({ step: 'sending' });
      try {
        const { submissionId, warnings } = await send(catalog, { idempotencyKey: sent.current.key, signal });
        setChange({ step: 'queued', submissionId });
        const items = await followItems(
          catalog,
          submissionId,
          {
            onProgress: (submission) =>
              setChange({
                step: 'queued',
                submissionId,
                submission: seen.furthest(submissionId, submission),
              }),
            onError: (error) =>
              setChange((shown) => ({
                ...(shown.step === 'queued' ? shown : { step: 'queued', submissionId }),
                error,
              })),
          },
          signal,
        );
        if (items === undefined) {
          return undefined;
        }
        sent.current = undefined;
        const done = { step: 'done', submissionId, items, warnings } as const;
        setChange(done);
        return done;
      } catch (error) {
        if (signal.aborted) {
          return undefined;
        }
        const failed = { step: 'error', error } as const;
        setChange(failed);
        return failed;
      }
    },
    [catalog, seen],
  );
  const reset = useCallback(() => setChange({ step: 'idle' }), []);
  return { change, submit, reset };
}
