import { isTransient as isTransientCall } from '@async-catalog/aws-clients';
import { OutOfTimeError } from '../core/errors.ts';

/** Tells whether another try may help without anything being repaired first. */
export function isTransient(cause: unknown): boolean {
  return cause instanceof OutOfTimeError || isTransientCall(cause);
}
