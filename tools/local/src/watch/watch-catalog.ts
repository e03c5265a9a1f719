import { existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import inspector from 'node:inspector';
import { tmpdir } from 'node:os';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ConfigError } from '@async-catalog/env';
import type { BundleConfig } from '@async-catalog/lambda-bundle/development';
import { API_SERVER } from '../assembly.ts';
import { API_FUNCTION, type RunningCatalog } from '../running-catalog.ts';
import type { Terminal } from '../terminal.ts';
import { describeFailure } from './describe-failure.ts';
import { type FollowingBundle, watchBundles } from './watch-bundles.ts';

const ROOT = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));

/**
 * Lets a running catalog follow the source of its apps, and of the packages that they use, until `stop` stops both. With an `inspectPort`
 * debuggers can attach to the functions, which are threads of this process.
 * @throws {ConfigError} if the port can't be had.
 */
export async function watchCatalog(
  catalog: Pick<RunningCatalog, 'cloud' | 'replaceApi' | 'stop'>,
  options: { terminal: Pick<Terminal, 'followed' | 'notFollowed'>; inspectPort: number | undefined },
): Promise<{ stop: () => Promise<void> }> {
  const { terminal, inspectPort } = options;
  if (inspectPort !== undefined) {
    openInspector(inspectPort);
  }
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'async-catalog-dev-')));
  const compileCache = join(directory, 'compile-cache');
  const bundles: FollowingBundle[] = [];
  for (const { cwd, config } of await readBundles()) {
    const outDir = resolve(cwd, config.outDir ?? 'dist');
    const { replaceApi } = catalog;
    if (outDir === dirname(API_SERVER) && replaceApi !== undefined) {
      const deploy = (codeDirectory: string) => replaceApi({ codeDirectory, compileCache });
      bundles.push({ name: API_FUNCTION, cwd, config, deploy });
    }
    for (const name of functionsOf(outDir, catalog)) {
      const deploy = (codeDirectory: string) =>
        catalog.cloud.replaceCode(name, { codeDirectory, compileCache });
      bundles.push({ name, cwd, config, deploy });
    }
  }
  for (const { name } of catalog.cloud.model.functions) {
    if (!bundles.some((bundle) => bundle.name === name)) {
      terminal.notFollowed(`No app in apps/ builds the code of ${name}: it is not followed.`, []);
    }
  }
  const watching = await watchBundles({
    bundles,
    folders: [join(ROOT, 'apps'), join(ROOT, 'packages')],
    directory,
    onUpdated: (names, files, ms) =>
      terminal.followed(
        names,
        files.map((file) => relative(ROOT, file)),
        ms,
      ),
    onFailed: (error, names) => terminal.notFollowed(describeFailure(error, ROOT), names),
  });
  return {
    async stop() {
      await watching.stop();
      await catalog.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function openInspector(port: number): void {
  inspector.open(port, '127.0.0.1');
  if (inspector.url() === undefined) {
    throw new ConfigError(`INSPECT_PORT ${port} is in use: set another one`);
  }
}

interface Bundle {
  readonly cwd: string;
  readonly config: BundleConfig;
}

/** Reads how each app is bundled. */
async function readBundles(): Promise<Bundle[]> {
  const bundles: Bundle[] = [];
  for (const app of await readdir(join(ROOT, 'apps'))) {
    const cwd = join(ROOT, 'apps', app);
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

/** Finds the functions whose deployment package is a copy of a folder that was built. Of the API it isn't its function that runs here. */
function functionsOf(outDir: string, { cloud }: Pick<RunningCatalog, 'cloud'>): string[] {
  const names = cloud.model.functions.flatMap(({ name, codeDirectory, handler }) => {
    const file = `${parse(handler).name}.cjs`;
    const [built, deployed] = [join(outDir, file), join(codeDirectory, file)];
    const same =
      existsSync(built) && existsSync(deployed) && readFileSync(built).equals(readFileSync(deployed));
    return same ? [name] : [];
  });
  return names.filter((name) => name !== API_FUNCTION);
}
