import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isTransientError>[0];

/**
 * Tells whether an SDK call failed for a reason that passes (throttling, a timeout, the network, a 5xx), as the SDK's own retries
 * judge it. A missing permission or table isn't transient, and isn't the fault of the request either.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const sdkError = error as SdkError;
  return isThrottlingError(sdkError) || isTransientError(sdkError) || isServerError(sdkError);
}

/** Tells whether an SDK call failed because the service got too many at once. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && isThrottlingError(error as SdkError);
}
