import type { FieldError } from '@async-catalog/product-schema';

/** Longer than the pointer to any known field. A field's name is as long as the consumer likes, and an answer isn't. */
const MAX_POINTER_LENGTH = 200;

/** The error, told of what holds the field where the pointer to the field itself is too long. */
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
