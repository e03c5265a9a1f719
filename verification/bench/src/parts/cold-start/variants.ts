import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { APPS } from '../../bundling/apps.ts';
import { bundleLike } from '../../bundling/bundle-like.ts';
import { bundleNaively, leaveUnbundled } from '../../bundling/esbuild-bundles.ts';
import type { MeasuredFunction } from './functions.ts';

/** A way to deploy a function, or a baseline to compare it with. */
export interface Variant {
  readonly name: VariantName;
  readonly module: URL;
}

export const VARIANT_NAMES = {
  empty: 'empty handler',
  clients: 'SDK clients only, bundled like ours',
  calls: 'the same calls and nothing else, bundled like ours',
  ours: 'ours, as it ships',
  cached: 'ours, with a compile cache beside it',
  naive: 'ours, by esbuild’s defaults',
  unbundled: 'ours, not bundled',
} as const;
export type VariantName = keyof typeof VARIANT_NAMES;

/** The variants of a quick run: those that targets are about, and the calls. */
export const QUICK_VARIANTS: readonly VariantName[] = ['clients', 'calls', 'ours', 'unbundled'];

/** The compile cache's folder, beside the bundle. */
export const CACHE_FOLDER = 'cache';

const EMPTY = new URL('empty.mjs', import.meta.url);

/** Builds variants of one function in a folder. */
export async function buildVariants(
  { app, clients, calls }: MeasuredFunction,
  names: readonly VariantName[],
  directory: string,
): Promise<readonly Variant[]> {
  const builds: Readonly<Record<VariantName, (folder: string) => Promise<URL>>> = {
    empty: () => Promise.resolve(EMPTY),
    clients: (folder) => bundleLike(app, clients, folder),
    calls: (folder) => bundleLike(app, calls, folder),
    ours: () => Promise.resolve(APPS[app].bundle),
    cached: (folder) => besideCache(APPS[app].bundle, folder),
    naive: (folder) => bundleNaively(app, folder),
    unbundled: (folder) => leaveUnbundled(app, folder),
  };
  const variants: Variant[] = [];
  for (const name of names) {
    variants.push({ name, module: await builds[name](path.join(directory, app, name)) });
  }
  return variants;
}

/** Copies a bundle, with an entry that uses a compile cache beside it. The first load fills the cache. */
async function besideCache(bundle: URL, directory: string): Promise<URL> {
  await cp(path.dirname(fileURLToPath(bundle)), directory, { recursive: true });
  const entry = path.join(directory, 'cached.cjs');
  await writeFile(
    entry,
    `require('node:module').enableCompileCache(\`\${__dirname}/${CACHE_FOLDER}\`);
exports.handler = require('./handler.cjs').handler;
`,
  );
  return pathToFileURL(entry);
}
