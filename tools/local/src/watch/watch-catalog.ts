import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import inspector from 'node:inspector';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@async-catalog/env';
import { API_SERVER } from '../assembly.ts';
import { API_FUNCTION, type RunningCatalog } from '../running-catalog.ts';
import type { Terminal } from '../terminal.ts';
import { createBuildsDirectory } from './builds-directory.ts';
import { describeFailure } from './describe-failure.ts';
import { readBundles } from './read-bundles.ts';
import { type FollowingBundle, watchBundles } from './watch-bundles.ts';

const ROOT = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));

/**
 * Lets a running catalog follow the source of its apps, and of the packages that they use, until `stop` stops both. `signal` ends the
 * following, also before the first builds are in effect. With an `inspectPort` debuggers can attach to the functions, which are threads of this
 * process, at `inspector`.
 * @throws {ConfigError} if the port can't be had.
 */
export async function watchCatalog(
  catalog: Pick<RunningCatalog, 'cloud' | 'replaceApi' | 'stop'>,
  options: {
    terminal: Pick<Terminal, 'followed' | 'notFollowed'>;
    inspectPort: number | undefined;
    signal: AbortSignal;
  },
): Promise<{ stop: () => Promise<void>; inspector: string | undefined }> {
  const { terminal, inspectPort } = options;
  const functionsInspector = inspectPort === undefined ? undefined : openInspector(inspectPort);
  const directory = createBuildsDirectory();
  const compileCache = join(directory, 'compile-cache');
  const bundles: FollowingBundle[] = [];
  for (const { cwd, config } of await readBundles(ROOT)) {
    const outDir = resolve(cwd, config.outDir ?? 'dist');
    const { replaceApi } = catalog;
    if (outDir === dirname(API_SERVER) && replaceApi !== undefined) {
      const deploy: FollowingBundle['deploy'] = (codeDirectory, signal) =>
        replaceApi({ codeDirectory, compileCache }, signal);
      bundles.push({ name: API_FUNCTION, cwd, config, deploy });
    }
    for (const name of functionsOf(outDir, catalog)) {
      const deploy: FollowingBundle['deploy'] = (codeDirectory, signal) =>
        catalog.cloud.replaceCode(name, { codeDirectory, compileCache }, signal);
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
    signal: options.signal,
    onUpdated: (names, files, ms) =>
      terminal.followed(
        names,
        files.map((file) => relative(ROOT, file)),
        ms,
      ),
    onFailed: (error, names) => terminal.notFollowed(describeFailure(error, ROOT), names),
  });
  return {
    inspector: functionsInspector,
    async stop() {
      await watching.stop();
      await catalog.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Opens this process's inspector, and returns its `host:port`. */
function openInspector(port: number): string {
  inspector.open(port, '127.0.0.1');
  const url = inspector.url();
  if (url === undefined) {
    throw new ConfigError(`INSPECT_PORT ${port} is in use: set another one`);
  }
  return new URL(url).host;
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
