import { isTransient } from '@async-catalog/aws-clients';
import { dependencyUnavailable } from '@async-catalog/http-contract';

/**
 * Runs a read, and converts a transient failure to a problem that asks the consumer to retry.
 * @throws {ProblemError} `DEPENDENCY_UNAVAILABLE`
 */
export async function translateTransient<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw isTransient(error)
      ? dependencyUnavailable('A service this needs is unavailable. Try again.', error)
      : error;
  }
}
