import type { Product } from '@async-catalog/client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Page } from '../../components/page.tsx';
import { LeaveGuard } from '../../components/product-form/leave-guard.tsx';
import { useFocusWrong } from '../../components/product-form/use-focus-wrong.ts';
import { ProductFormFields } from '../../components/product-form/product-form-fields.tsx';
import { DeletedAt } from './gone-product.tsx';
import { EditOutcome } from './edit-outcome.tsx';
import type { Saved } from './saved-notice.tsx';
import { useEdit } from './use-edit.ts';
import type { Gone } from './use-product.ts';

interface EditProductProps {
  readonly product: Product;
  readonly gone: Gone | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}

/** Edits a product: sends what was changed, waits for the outcome, and keeps what was typed until it is saved. */
export function EditProduct({ product, gone, onClose, onSaved }: EditProductProps) {
  const edit = useEdit(product, onSaved);
  const [leaving, setLeaving] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const formElement = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.focus(), []);
  useFocusWrong(formElement, edit.errors);
  const save = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    outcome.current?.focus();
    await edit.save();
  };
  const close = (): void => (edit.unsaved ? setLeaving(true) : onClose());
  return (
    <Page title={`Edit ${product.name}`}>
      <LeaveGuard unsaved={edit.unsaved} />
      {leaving && (
        <ConfirmDialog
          title="Discard your changes?"
          action="Discard"
          dangerous
          onConfirm={onClose}
          onClose={() => setLeaving(false)}
        >
          <p>What you typed is not saved, and would be lost.</p>
        </ConfirmDialog>
      )}
      <div ref={outcome} tabIndex={-1} className="edit-outcome">
        {gone?.code === 'PRODUCT_DELETED' && (
          <div className="notice notice-warning" role="alert">
            <div>
              <strong>
                <DeletedAt gone={gone} />
              </strong>
              <p>
                A change that is sent now waits for about 16 minutes for the product to come back, and then
                ends as not found. What you typed is still below.
              </p>
            </div>
          </div>
        )}
        <EditOutcome edit={edit} onRetry={() => void save()} />
      </div>
      <form ref={formElement} className="card" onSubmit={(event) => void save(event)} noValidate>
        <fieldset className="plain-fieldset" disabled={edit.busy}>
          <p className="muted sku-note">
            {product.sku === undefined ? (
              'This product has no SKU, and can’t get one.'
            ) : (
              <>
                SKU <code>{product.sku}</code>. It can’t be changed: it is what other systems know the product
                by.
              </>
            )}
          </p>
          <ProductFormFields form={edit.form} errors={edit.errors} onChange={edit.setForm} first={first} />
          <div className="buttons">
            <button type="submit" className="primary">
              {edit.conflict === undefined ? 'Save' : 'Save over theirs'}
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </fieldset>
        {edit.busy && (
          <div className="buttons">
            <button type="button" onClick={onClose}>
              Back to the product
            </button>
          </div>
        )}
      </form>
    </Page>
  );
}
