import { isTransient } from '@async-catalog/aws-clients';
import { UnavailableError } from '../core/errors.ts';

/** @throws {UnavailableError} instead of a transient error, and when the time is up. */
export async function rethrowUnavailable<Result>(
  dependency: string,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted || isTransient(error)) {
      throw new UnavailableError(dependency, error);
    }
    throw error;
  }
}
