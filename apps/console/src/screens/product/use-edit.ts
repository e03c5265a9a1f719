import { CatalogProblemError, type Product, type SubmissionItem } from '@async-catalog/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { explainItem } from '../../core/product/explain-item.ts';
import { type FormErrors, toFormErrors } from '../../core/product/form-errors.ts';
import { formOf } from '../../core/product/product-form.ts';
import { readForm } from '../../core/product/read-form.ts';
import { rebaseForm } from '../../core/product/rebase-form.ts';
import { productKey, updateProductList } from '../../live/product-queries.ts';
import { type Change, useChange } from '../../live/use-change.ts';
import { useSession } from '../../session/session.ts';
import type { Saved } from './saved-notice.tsx';

/** Pause between reads of a product whose change is queued, in case somebody deletes it. */
const REREAD_MS = 5000;

/** Somebody else's change of the product that is edited. */
export interface Conflict {
  /** Product from which the edits started. */
  readonly before: Product;
  readonly theirs: Product;
}

export type Edit = ReturnType<typeof useEdit>;

/** Holds the edits of a product, and sends them for the version they were made on. */
export function useEdit(product: Product, onSaved: (saved: Saved) => void) {
  const { catalog } = useSession();
  const queries = useQueryClient();
  const { change, submit, reset } = useChange();
  const [base, setBase] = useState(product);
  const [form, setForm] = useState(() => formOf(product));
  const [errors, setErrors] = useState<FormErrors>({});
  const [conflict, setConflict] = useState<Conflict>();
  const [nothingChanged, setNothingChanged] = useState(false);
  /** Error of reading the product after a conflict. */
  const [readError, setReadError] = useState<unknown>();
  const { id } = product;
  const read = useMemo(() => readForm(base, form), [base, form]);
  const isTouched = Object.keys(read.changes).length > 0 || Object.keys(read.errors).length > 0;
  const isQueued = change.step === 'queued';
  useEffect(() => {
    const timer = isQueued
      ? setInterval(() => void queries.invalidateQueries({ queryKey: productKey(id) }), REREAD_MS)
      : undefined;
    return () => clearInterval(timer);
  }, [isQueued, queries, id]);

  const readAgain = (): Promise<Product> =>
    queries.fetchQuery({ queryKey: productKey(id), queryFn: () => catalog.getProduct(id), staleTime: 0 });

  const showConflict = async (): Promise<void> => {
    try {
      const theirs = await readAgain();
      setReadError(undefined);
      setConflict({ before: base, theirs });
      setForm(rebaseForm(base, theirs, form));
      setBase(theirs);
    } catch (error) {
      // A product that was deleted is no failure of the read: the screen says so.
      setReadError(isGone(error) ? undefined : error);
    }
    reset();
  };

  const conclude = async (done: Extract<Change, { step: 'done' }>, item: SubmissionItem): Promise<void> => {
    if (item.outcome === 'saved') {
      const after = await readAgain().catch(() => undefined);
      if (after !== undefined) {
        updateProductList(queries, new Map([[id, after]]));
      }
      onSaved({ before: base, after, item, warnings: done.warnings, submissionId: done.submissionId });
    } else if (item.error?.code === 'VERSION_CONFLICT') {
      await showConflict();
    } else {
      setErrors(item.error === undefined ? { '': explainItem(item) } : toFormErrors([item.error], form));
    }
  };

  const save = async (): Promise<void> => {
    setErrors(read.errors);
    setNothingChanged(!isTouched);
    if (!isTouched || Object.keys(read.errors).length > 0) {
      return;
    }
    setReadError(undefined);
    const ended = await submit([id, read.changes, base.version], (client, options) =>
      client.patchProduct(id, read.changes, { ...options, ifVersion: base.version }),
    );
    if (ended?.step === 'done' && ended.items[0] !== undefined) {
      await conclude(ended, ended.items[0]);
    } else if (ended?.step === 'error' && ended.error instanceof CatalogProblemError) {
      setErrors(toFormErrors(ended.error.problem?.errors ?? [], form));
    }
  };

  return {
    form,
    setForm: (next: typeof form) => {
      setNothingChanged(false);
      setForm(next);
    },
    errors,
    conflict,
    discard: () => {
      setForm(formOf(base));
      setErrors({});
    },
    mine: read.changes,
    nothingChanged,
    readError,
    readAgain: () => void showConflict(),
    change,
    save,
    busy: change.step === 'sending' || isQueued,
    unsaved: isTouched && !isQueued && change.step !== 'done',
  };
}

function isGone(error: unknown): boolean {
  return error instanceof CatalogProblemError && error.status === 404;
}
