import { type RefObject, useEffect } from 'react';
import type { FormErrors } from '../../core/product/form-errors.ts';

/** Moves the focus to the first field that is wrong, each time that errors are found. */
export function useFocusWrong(form: RefObject<HTMLFormElement | null>, errors: FormErrors): void {
  useEffect(() => {
    if (Object.keys(errors).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [form, errors]);
}
