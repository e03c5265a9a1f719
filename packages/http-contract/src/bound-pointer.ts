import type { FieldError } from '@async-catalog/product-schema';

/**
 * Limit above the length of any known field's pointer. Consumers may send field names of any length, which
 * must not make the answer long.
 */
const MAX_POINTER_LENGTH = 200;

/** Shortens a pointer that is too long to the object that holds the field. */
export function boundPointer(error: FieldError): FieldError {
  const { pointer, detail } = error;
  return pointer.length <= MAX_POINTER_LENGTH
    ? error
    : {
        ...error,
        pointer: pointer.slice(0, pointer.lastIndexOf('/', MAX_POINTER_LENGTH)),
        detail: `holds a field with a very long name: ${detail}`,
      };
}
