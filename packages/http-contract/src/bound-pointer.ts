import type { FieldError } from '@async-catalog/product-schema';

/**
 * Limit above the length of any known field's pointer, as written in JSON, where a control character takes six.
 * Consumers may send field names of any length, which must not make the answer long.
 */
const MAX_POINTER_LENGTH = 200;

/** Shortens a pointer that is too long to an object that holds the field. */
export function boundPointer(error: FieldError): FieldError {
  let { pointer } = error;
  if (isShort(pointer)) {
    return error;
  }
  pointer = pointer.slice(0, MAX_POINTER_LENGTH + 1);
  do {
    pointer = pointer.slice(0, pointer.lastIndexOf('/'));
  } while (!isShort(pointer));
  return { ...error, pointer, detail: `holds a field with a very long name: ${error.detail}` };
}

function isShort(pointer: string): boolean {
  return pointer.length <= MAX_POINTER_LENGTH && JSON.stringify(pointer).length - 2 <= MAX_POINTER_LENGTH;
}
