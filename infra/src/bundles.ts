import { existsSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** For each function, the folder that is deployed: what the app's `build` wrote. */
export interface Bundles {
  readonly createProductProcessor: string;
  readonly productSaverWorker: string;
  readonly catalogApi: string;
}

const apps = path.resolve(import.meta.dirname, '../../apps');

export const builtBundles: Bundles = {
  createProductProcessor: path.join(apps, 'create-product-processor/dist'),
  productSaverWorker: path.join(apps, 'product-saver-worker/dist'),
  catalogApi: path.join(apps, 'api/dist/lambda'),
};

export class MissingBundleError extends Error {
  override readonly name = 'MissingBundleError';
  readonly code = 'MISSING_BUNDLE';
}

/** @throws {MissingBundleError} where the app hasn't been built. */
export function bundledCode(directory: string): Code {
  if (!existsSync(path.join(directory, 'handler.mjs'))) {
    throw new MissingBundleError(
      `There is no handler.mjs in ${directory}: build the apps first (pnpm build).`,
    );
  }
  return Code.fromAsset(directory);
}
