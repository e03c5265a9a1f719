import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type UserConfig } from 'tsdown';
import { APPS, type AppName } from './apps.ts';

const BENCH = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles an entry with an app's own settings. Resolves to the bundle. */
export async function bundleLike(app: AppName, entry: URL, directory: string): Promise<URL> {
  return bundle(app, { cwd: BENCH, entry: { handler: fileURLToPath(entry) }, outDir: directory });
}

/** Bundles an app for profiles: not minified, with a source map beside it. */
export async function bundleReadably(app: AppName, entry: URL, directory: string): Promise<URL> {
  return bundle(app, {
    cwd: path.dirname(fileURLToPath(APPS[app].modules)),
    entry: { handler: fileURLToPath(entry) },
    outDir: directory,
    minify: false,
    sourcemap: true,
  });
}

async function bundle(app: AppName, settings: UserConfig & { outDir: string }): Promise<URL> {
  const { config, configIndex } = APPS[app];
  const { default: given } = (await import(config.href)) as { default: UserConfig | UserConfig[] };
  await build({ ...[given].flat()[configIndex], config: false, logLevel: 'error', ...settings });
  return pathToFileURL(path.join(settings.outDir, 'handler.cjs'));
}
