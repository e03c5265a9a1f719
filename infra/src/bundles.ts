import { existsSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';

export class MissingBundleError extends Error {
  override readonly name = 'MissingBundleError';
  readonly code = 'MISSING_BUNDLE';
}

/** @throws {MissingBundleError} if the app hasn't been built. */
export function bundledCode(directory: string): Code {
  if (!existsSync(path.join(directory, 'handler.cjs'))) {
    throw new MissingBundleError(
      `There is no handler.cjs in ${directory}: build the apps first (npx --yes pnpm@12 build).`,
    );
  }
  return Code.fromAsset(directory);
}
