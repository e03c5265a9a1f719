import { isTransient } from '@async-catalog/aws-clients';
import { dependencyUnavailable } from '../core/problem-error.ts';

/**
 * Runs a read on a dependency. What passes by itself is told as such; the rest is a fault of ours and goes up as it is.
 * @throws {ProblemError} `DEPENDENCY_UNAVAILABLE`
 */
export async function reaching<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw isTransient(error)
      ? dependencyUnavailable('What this is read from is out of reach; ask again.', error)
      : error;
  }
}
