import { isTransient } from '@async-catalog/aws-clients';
import { OutOfTimeError } from '../core/failure.ts';

/** Whether another try may help, with nothing mended in between. */
export function isPassing(cause: unknown): boolean {
  return cause instanceof OutOfTimeError || isTransient(cause);
}
