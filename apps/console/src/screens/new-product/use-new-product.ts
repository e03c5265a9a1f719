import { CatalogProblemError, type Product, type ProductInput } from '@async-catalog/client';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { explainItem } from '../../core/product/explain-item.ts';
import { type FormErrors, toFormErrors } from '../../core/product/form-errors.ts';
import { formOf } from '../../core/product/product-form.ts';
import { missingIn, readForm } from '../../core/product/read-form.ts';
import { useChange } from '../../live/use-change.ts';

/** Holds a product that is being made, and submits it unless its SKU belongs to another one. */
export function useNewProduct() {
  const navigate = useNavigate();
  const { change, submit } = useChange();
  const [form, setForm] = useState(() => formOf({}));
  const [sku, setSku] = useState('');
  const [errors, setErrors] = useState<FormErrors>({});
  const [taken, setTaken] = useState<Product>();
  /** Product whose SKU was free. A repeat after a lost answer may find the product that it made itself. */
  const checked = useRef<string>(undefined);
  const read = useMemo(() => readForm({}, form), [form]);
  const isTouched = sku.trim() !== '' || Object.keys({ ...read.changes, ...read.errors }).length > 0;

  const save = async (): Promise<void> => {
    const wrong = { ...read.errors, ...missingIn(form) };
    setErrors(wrong);
    setTaken(undefined);
    if (Object.keys(wrong).length > 0) {
      return;
    }
    const product = { ...read.changes, ...(sku.trim() !== '' && { sku: sku.trim() }) } as ProductInput;
    let other: Product | undefined;
    const ended = await submit(product, async (client, options) => {
      // A put would replace all of it, which isn't what somebody who makes a product means.
      if (product.sku !== undefined && checked.current !== JSON.stringify(product)) {
        other = await client.findProduct(product.sku, { signal: options.signal });
        if (other !== undefined) {
          throw new SkuTakenError();
        }
      }
      checked.current = JSON.stringify(product);
      return client.createProduct(product, options);
    });
    if (ended?.step === 'done') {
      const [item] = ended.items;
      if (item?.outcome === 'saved' && item.productId !== undefined) {
        await navigate({
          to: '/products/$productId',
          params: { productId: item.productId },
          ignoreBlocker: true,
        });
      } else if (item !== undefined) {
        setErrors(item.error === undefined ? { '': explainItem(item) } : toFormErrors([item.error], form));
      }
    } else if (ended?.step === 'error') {
      setTaken(other);
      if (ended.error instanceof CatalogProblemError) {
        setErrors(toFormErrors(ended.error.problem?.errors ?? [], form));
      }
    }
  };

  return {
    form,
    setForm,
    sku,
    setSku,
    errors,
    taken,
    change,
    save,
    busy: change.step === 'sending' || change.step === 'queued',
    unsaved: isTouched && change.step !== 'queued' && change.step !== 'done',
  };
}

class SkuTakenError extends Error {}
