import './break-it.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { Page } from '../../components/page.tsx';
import { formatClock } from '../../formats/times.ts';
import { useSession } from '../../session/session.ts';
import { createFaultsApi, type Fault, type FaultState } from './faults-api.ts';
import { SampleProgress } from './sample-progress.tsx';

const REFRESH_MS = 1000;

/** Faults with their buttons and what they do. */
const FAULTS: readonly (readonly [Fault, string, string])[] = [
  [
    'kill-worker',
    'Kill a worker',
    'An instance dies in the middle of a batch. Its messages come back after six minutes, as on AWS.',
  ],
  ['table-out', 'Put the tables out', 'Every call of DynamoDB fails for 30 seconds.'],
  ['deliver-twice', 'Deliver twice', 'The next 20 batches reach the worker a second time.'],
];

/** Breaks the running catalog on purpose, while it saves products: the counts still add up. */
export function BreakItScreen() {
  const { config, access } = useSession();
  const [ids, setIds] = useState<readonly string[]>([]);
  const faults = useMemo(
    () => createFaultsApi(config.faults ?? '/console/faults', access.token),
    [config.faults, access.token],
  );
  const state = useQuery({
    queryKey: ['faults'],
    queryFn: ({ signal }) => faults.read(signal),
    refetchInterval: REFRESH_MS,
  });
  const sample = useMutation({
    mutationFn: faults.submitSample,
    onSuccess: ({ submissionIds }) => setIds((before) => [...before, ...submissionIds]),
  });
  const make = useMutation({ mutationFn: faults.make, onSettled: () => state.refetch() });
  const error = sample.error ?? make.error ?? state.error;
  return (
    <Page title="Break it" aside={state.data !== undefined && <AsOf time={state.data.asOf} />}>
      <div className="stack">
        <p className="muted">
          Only on this machine. Submit the sample, break things while it is saved, and watch: every item gets
          its outcome, and none is saved twice.
        </p>
        {error !== null && (
          <div className="notice notice-error" role="alert">
            <p>{error.message}</p>
          </div>
        )}
        <section className="card" aria-labelledby="sample">
          <h2 id="sample">1. Save 10,000 products</h2>
          <button
            type="button"
            className="primary"
            disabled={sample.isPending}
            onClick={() => sample.mutate()}
          >
            {sample.isPending ? 'Submitting…' : 'Submit 10,000 sample products'}
          </button>
          {ids.length > 0 && <SampleProgress ids={ids} />}
        </section>
        <section className="card" aria-labelledby="faults">
          <h2 id="faults">2. Break something meanwhile</h2>
          <ul className="faults">
            {FAULTS.map(([fault, name, text]) => (
              <li key={fault}>
                <button type="button" disabled={make.isPending} onClick={() => make.mutate(fault)}>
                  {name}
                </button>
                <p>{text}</p>
              </li>
            ))}
          </ul>
          {make.data?.interrupted === 0 && <p role="status">No worker was busy. Submit the sample first.</p>}
          <ActiveFaults state={state.data} />
        </section>
      </div>
    </Page>
  );
}

function ActiveFaults({ state }: { state: FaultState | undefined }) {
  return (
    <div role="status">
      {state?.faults.map(({ name, until, batchesLeft }) => (
        <p key={name} className="notice notice-warning">
          {FAULTS.find(([fault]) => fault === name)?.[1] ?? name}: in effect
          {until !== undefined && ` until ${formatClock(until)}`}
          {batchesLeft !== undefined && `, for ${batchesLeft} more batches`}.
        </p>
      ))}
    </div>
  );
}
