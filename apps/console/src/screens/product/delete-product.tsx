import type { Product } from '@async-catalog/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DifferenceList } from '../../components/difference-list.tsx';
import { focusMain } from '../../components/focus-main.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QueuedNotice } from '../../components/queued-notice.tsx';
import { differencesOf } from '../../core/product/describe-fields.ts';
import { explainItem } from '../../core/product/explain-item.ts';
import { productKey, updateProductList } from '../../live/product-queries.ts';
import { useChange } from '../../live/use-change.ts';

interface DeleteProductProps {
  readonly product: Product;
  /** Product as it is by now. */
  readonly present: Product | undefined;
  readonly onStart: () => void;
  readonly onClose: () => void;
}

/** Asks, deletes the version that was shown, and says what became of it. A deleted product is then read as one. */
export function DeleteProduct({ product, present, onStart, onClose }: DeleteProductProps) {
  const queries = useQueryClient();
  const { change, submit } = useChange();
  const [asking, setAsking] = useState(true);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!asking) {
      panel.current?.focus();
    }
  }, [asking]);
  const { id, name, version } = product;
  const run = async (): Promise<void> => {
    setAsking(false);
    onStart();
    const ended = await submit([id, version], (catalog, options) =>
      catalog.deleteProduct(id, { ...options, ifVersion: version }),
    );
    if (ended?.step === 'done') {
      if (ended.items[0]?.outcome === 'saved') {
        updateProductList(queries, new Map([[id, undefined]]));
      }
      await queries.invalidateQueries({ queryKey: productKey(id) });
    }
  };
  if (asking) {
    return (
      <ConfirmDialog
        title={
          <>
            Delete “<bdi>{name}</bdi>”?
          </>
        }
        action="Delete"
        dangerous
        onConfirm={() => void run()}
        onClose={onClose}
      >
        <p>It is deleted only if nobody has changed it since you opened it. It can’t be undone here.</p>
      </ConfirmDialog>
    );
  }
  const kept = change.step === 'done' ? change.items.find(({ outcome }) => outcome !== 'saved') : undefined;
  return (
    <div ref={panel} tabIndex={-1} className="edit-outcome">
      {change.step === 'sending' && <p role="status">Sending the deletion…</p>}
      {change.step === 'queued' && <QueuedNotice what="The deletion" change={change} />}
      {change.step === 'error' && <ProblemNotice error={change.error} onRetry={() => void run()} />}
      {kept !== undefined && (
        <div className="notice notice-warning" role="alert">
          <div>
            <strong>Not deleted: {explainItem(kept)}</strong>
            <p>Below is the product as it is now. Delete it again if that is still right.</p>
            {present !== undefined && <DifferenceList differences={differencesOf(product, present)} />}
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
        </div>
      )}
    </div>
  );
}
