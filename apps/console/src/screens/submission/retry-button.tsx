import type { Submission } from '@async-catalog/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { useSession } from '../../session/session.ts';

/** Submits failed and cancelled items again, and goes to the new submission. Pressed twice, it makes one. */
export function RetryButton({ submission }: { submission: Submission }) {
  const { catalog } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const retry = useMutation({
    mutationFn: () => catalog.retrySubmission(submission.submissionId, { idempotencyKey }),
    onSuccess: async ({ submissionId }) => {
      await queries.invalidateQueries({ queryKey: ['timeline', submission.submissionId] });
      await navigate({ to: '/submissions/$submissionId', params: { submissionId } });
    },
  });
  const sent = useRef(false);
  const send = (): void => {
    // A second click may come before the button is disabled.
    if (!sent.current) {
      sent.current = true;
      retry.mutate(undefined, { onError: () => (sent.current = false) });
    }
  };
  const { failed, cancelled } = submission.counts;
  if (!isTerminal(submission.status) || failed + cancelled === 0) {
    return null;
  }
  return (
    <>
      <button type="button" className="primary" disabled={retry.isPending} onClick={send}>
        Retry {formatCount(failed + cancelled)} not saved
      </button>
      {retry.isError && <ProblemNotice error={retry.error} onRetry={send} />}
    </>
  );
}
