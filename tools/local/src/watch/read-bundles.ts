import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BundleConfig } from '@async-catalog/lambda-bundle/development';

export interface Bundle {
  /** The folder of its app. */
  readonly cwd: string;
  readonly config: BundleConfig;
}

/** Reads how each app of a repository is bundled. */
export async function readBundles(root: string): Promise<Bundle[]> {
  const bundles: Bundle[] = [];
  for (const app of await readdir(join(root, 'apps'))) {
    const cwd = join(root, 'apps', app);
    const file = join(cwd, 'tsdown.config.ts');
    if (existsSync(file)) {
      const { default: configs } = (await import(pathToFileURL(file).href)) as {
        default: BundleConfig | BundleConfig[];
      };
      bundles.push(...[configs].flat().map((config) => ({ cwd, config })));
    }
  }
  return bundles;
}
