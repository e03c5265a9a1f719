import { mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { APPS, type AppName } from './apps.ts';

const PACKAGES = fileURLToPath(new URL('../../../../packages', import.meta.url));

/** Bundles an app with the settings that esbuild's documentation gives for Node, and no others. */
export async function bundleNaively(app: AppName, directory: string): Promise<URL> {
  return run(app, directory, {
    // CommonJS dependencies call `require`, which an ES module doesn't have:
    // https://github.com/evanw/esbuild/issues/1921
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    // The UMD build that is found otherwise can't be bundled:
    // https://github.com/microsoft/node-jsonc-parser/issues/57
    alias: {
      'jsonc-parser': path.join(PACKAGES, 'import-mapping/node_modules/jsonc-parser/lib/esm/main.js'),
    },
  });
}

/**
 * Compiles the app's own code to one file, which favours this variant, and leaves its dependencies as
 * installed.
 */
export async function leaveUnbundled(app: AppName, directory: string): Promise<URL> {
  await linkDependencies(app, path.join(directory, 'node_modules'));
  return run(app, directory, { plugins: [keepDependencies] });
}

async function run(app: AppName, directory: string, options: BuildOptions): Promise<URL> {
  const outfile = path.join(directory, 'handler.mjs');
  await build({
    entryPoints: [fileURLToPath(APPS[app].source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    ...options,
  });
  return pathToFileURL(outfile);
}

const keepDependencies: Plugin = {
  name: 'keep-dependencies',
  setup(bundling) {
    bundling.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name.startsWith('@async-catalog/') ? undefined : { external: true },
    );
  },
};

/** Builds a flat folder of all dependencies; the workspace's catalog allows only one version of each. */
async function linkDependencies(app: AppName, target: string): Promise<void> {
  const packages = await readdir(PACKAGES);
  const folders = [
    fileURLToPath(APPS[app].modules),
    ...packages.map((name) => path.join(PACKAGES, name, 'node_modules')).filter(existsSync),
  ];
  for (const folder of folders) {
    for (const name of await packagesIn(folder)) {
      const link = path.join(target, name);
      if (!existsSync(link)) {
        await mkdir(path.dirname(link), { recursive: true });
        await symlink(await realpath(path.join(folder, name)), link);
      }
    }
  }
}

async function packagesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const nested = names.map(async (name) =>
    name.startsWith('@')
      ? (await readdir(path.join(folder, name))).map((inner) => `${name}/${inner}`)
      : [name],
  );
  return (await Promise.all(nested)).flat();
}
