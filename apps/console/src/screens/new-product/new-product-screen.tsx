import '../product/product.css';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { NeedsScope } from '../../components/needs-scope.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { FormField } from '../../components/product-form/form-field.tsx';
import { LeaveGuard } from '../../components/product-form/leave-guard.tsx';
import { useFocusWrong } from '../../components/product-form/use-focus-wrong.ts';
import { ProductFormFields } from '../../components/product-form/product-form-fields.tsx';
import { QueuedNotice } from '../../components/queued-notice.tsx';
import { useNewProduct } from './use-new-product.ts';

export function NewProductScreen() {
  return (
    <Page title="New product">
      <NeedsScope scope="catalog:write">
        <NewProductForm />
      </NeedsScope>
    </Page>
  );
}

/** Makes a product, waits until it is saved, and shows it then. */
function NewProductForm() {
  const made = useNewProduct();
  const { form, sku, errors, change, taken, busy } = made;
  const first = useRef<HTMLInputElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const formElement = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.focus(), []);
  useFocusWrong(formElement, errors);
  const save = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    outcome.current?.focus();
    await made.save();
  };
  return (
    <>
      <LeaveGuard unsaved={made.unsaved} />
      <div ref={outcome} tabIndex={-1} className="edit-outcome">
        {change.step === 'sending' && <p role="status">Sending the product…</p>}
        {change.step === 'queued' && <QueuedNotice what="The product" change={change} />}
        {change.step === 'error' && taken === undefined && Object.keys(errors).length === 0 && (
          <ProblemNotice error={change.error} onRetry={() => void save()} />
        )}
        {!busy && (Object.keys(errors).length > 0 || taken !== undefined) && (
          <div className="notice notice-error" role="alert">
            <div>
              <strong>Not saved</strong>
              {taken === undefined ? (
                <p>{errors[''] ?? 'Correct what is marked below.'}</p>
              ) : (
                <p>
                  The SKU belongs to{' '}
                  <Link to="/products/$productId" params={{ productId: taken.id }}>
                    {taken.name}
                  </Link>
                  . Edit that one, or give this one another SKU.
                </p>
              )}
            </div>
          </div>
        )}
      </div>
      <form ref={formElement} className="card" onSubmit={(event) => void save(event)} noValidate>
        <fieldset className="plain-fieldset" disabled={busy}>
          <div className="new-sku">
            <FormField
              label="SKU"
              error={errors['sku']}
              hint="What other systems know the product by. It can’t be changed later."
            >
              {(attributes) => (
                <input
                  value={sku}
                  onChange={(event) => made.setSku(event.target.value)}
                  autoComplete="off"
                  {...attributes}
                />
              )}
            </FormField>
          </div>
          <ProductFormFields
            form={form}
            errors={errors}
            onChange={made.setForm}
            first={first}
            currencyHint="USD if left empty."
          />
          <div className="buttons">
            <button type="submit" className="primary">
              Save
            </button>
            <Link className="button" to="/products">
              Cancel
            </Link>
          </div>
        </fieldset>
      </form>
    </>
  );
}
