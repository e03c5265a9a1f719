import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type UserConfig } from 'tsdown';
import { APPS, type AppName } from './apps.ts';

const BENCH = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles an entry of ours with the very settings that an app is bundled with. Resolves to the bundle. */
export async function bundleLike(app: AppName, entry: URL, directory: string): Promise<URL> {
  const { config, configIndex } = APPS[app];
  const { default: given } = (await import(config.href)) as { default: UserConfig | UserConfig[] };
  const settings = [given].flat()[configIndex];
  await build({
    ...settings,
    config: false,
    logLevel: 'error',
    cwd: BENCH,
    entry: { handler: fileURLToPath(entry) },
    outDir: directory,
  });
  return pathToFileURL(path.join(directory, 'handler.mjs'));
}
