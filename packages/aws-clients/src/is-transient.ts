import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isTransientError>[0];

/**
 * Whether an error of an SDK call is one that passes by itself: throttling, a timeout, the network, a 5xx answer; by the
 * SDK's own classification, the one that its retries use. `false` says no more than that: a missing permission or a missing table isn't
 * transient either, and isn't the fault of what was sent.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const sdkError = error as SdkError;
  return isThrottlingError(sdkError) || isTransientError(sdkError) || isServerError(sdkError);
}
