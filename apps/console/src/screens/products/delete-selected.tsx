import type { Product, SubmissionItem } from '@async-catalog/client';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { focusMain } from '../../components/focus-main.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QueuedNotice } from '../../components/queued-notice.tsx';
import { countProducts } from '../../core/product/count-products.ts';
import { updateProductList } from '../../live/product-queries.ts';
import { useChange } from '../../live/use-change.ts';
import { DeletedList } from './deleted-list.tsx';

interface DeleteSelectedProps {
  readonly products: readonly Product[];
  readonly onStart: () => void;
  /** Called with the outcomes known, to deselect what is deleted. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks, deletes the products in one submission, and shows what became of each. */
export function DeleteSelected({ products, onStart, onDone, onClose }: DeleteSelectedProps) {
  const queries = useQueryClient();
  const { change, submit } = useChange();
  const [asking, setAsking] = useState(true);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!asking) {
      panel.current?.focus();
    }
  }, [asking]);
  const run = async (): Promise<void> => {
    setAsking(false);
    onStart();
    // For the version that was shown: one that was changed since isn't what the user decided about.
    const items = products.map(({ id, version }) => ({ op: 'delete' as const, id, ifVersion: version }));
    const done = await submit(items, (catalog, options) => catalog.createProducts(items, options));
    if (done?.step === 'done') {
      updateProductList(
        queries,
        new Map(deletedAmong(products, done.items).map(({ id }) => [id, undefined])),
      );
      onDone();
    }
  };
  // Isolated, so that marks of direction in a name don't turn the words around it: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
  const what = products.length === 1 ? `“\u2068${products[0]!.name}\u2069”` : countProducts(products.length);
  if (asking) {
    return (
      <ConfirmDialog
        title={`Delete ${what}?`}
        action="Delete"
        dangerous
        onConfirm={() => void run()}
        onClose={onClose}
      >
        <p>Each is deleted only if nobody has changed it since you read the list. It can’t be undone here.</p>
      </ConfirmDialog>
    );
  }
  return (
    <section ref={panel} tabIndex={-1} className="card delete-panel" aria-label="Deletion">
      {change.step === 'error' && <ProblemNotice error={change.error} onRetry={() => void run()} />}
      {change.step === 'sending' && <p role="status">Sending the deletion of {what}…</p>}
      {change.step === 'queued' && <QueuedNotice what={`The deletion of ${what}`} change={change} />}
      {change.step === 'done' && <DeletedList products={products} items={change.items} />}
      {(change.step === 'done' || change.step === 'error') && (
        <div className="buttons">
          {change.step === 'done' && (
            <Link
              className="button"
              to="/submissions/$submissionId"
              params={{ submissionId: change.submissionId }}
            >
              Show the submission
            </Link>
          )}
          <button
            type="button"
            onClick={() => {
              onClose();
              focusMain();
            }}
          >
            Close
          </button>
        </div>
      )}
    </section>
  );
}

function deletedAmong(products: readonly Product[], items: readonly SubmissionItem[]): Product[] {
  return items.flatMap(({ index, outcome }) => (outcome === 'saved' ? (products[index] ?? []) : []));
}
