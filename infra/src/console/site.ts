import { existsSync } from 'node:fs';
import path from 'node:path';
import { AssetStaging } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MissingBundleError } from '../bundles.ts';

/**
 * Copies the built console into the assembly, from where the deployment publishes it, and returns the name of the copy, which has its hash.
 * @throws {MissingBundleError} if the console hasn't been built.
 */
export function stageSite(scope: Construct, site: string): string {
  if (!existsSync(path.join(site, 'index.html'))) {
    throw new MissingBundleError(
      `There is no index.html in ${site}: build the apps first (npx --yes pnpm@12 build).`,
    );
  }
  // Vite's own list of files is for servers that render pages.
  const staging = new AssetStaging(scope, 'Site', { sourcePath: site, exclude: ['.vite'] });
  return path.basename(staging.absoluteStagedPath);
}
