import { isTransient } from '@async-catalog/aws-clients';
import { DependencyError } from '../../core/accepting/dependency-error.ts';

/** @throws {DependencyError} instead of an error that passes by itself, and when the time is up. */
export async function translateErrors<Result>(
  dependency: string,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted || isTransient(error)) {
      throw new DependencyError(dependency, error);
    }
    throw error;
  }
}
