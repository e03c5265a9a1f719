import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Resolves a write whose condition doesn't hold to `undefined`. @throws any other error. */
export function undefinedIfRefused(error: unknown): undefined {
  if (!(error instanceof ConditionalCheckFailedException)) {
    throw error;
  }
  return undefined;
}
