import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { build, type UserConfig } from 'tsdown';

/** Source that can't be bundled. The message begins with its place where that is known: `src/handler.ts:2:48: Unexpected token`. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code = 'BUNDLE';
}

/** A bundle as an app's `tsdown.config.ts` describes it. */
export type BundleConfig = UserConfig;

interface Options {
  /** The folder of the app. */
  readonly cwd: string;
  /** The bundle that is shipped. */
  readonly config: BundleConfig;
  /** A folder of its own for this build. */
  readonly outDir: string;
}

/**
 * Bundles an app so that it can be read and debugged, in a fraction of the time: not minified, with source maps, and without the
 * CommonJS of `node_modules`, which Node loads from there. Resolves to the files that went into it.
 * @throws {BundleError}
 */
export async function bundleForDevelopment({ cwd, config, outDir }: Options): Promise<ReadonlySet<string>> {
  const modules = new Set<string>();
  try {
    await build({
      ...config,
      cwd,
      outDir,
      config: false,
      // What is left outside is CommonJS.
      format: 'cjs',
      minify: false,
      // Else variables that are used once are gone.
      treeshake: false,
      sourcemap: true,
      report: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'leave-dependencies-outside',
          resolveId: {
            filter: { id: BARE },
            handler: (source, importer) => {
              const file = importer === undefined ? undefined : findDependency(source, importer);
              return file === undefined ? undefined : { id: file, external: true };
            },
          },
          options: (options) => ({ ...options, logLevel: 'warn' }),
          // Else it is missing only when the bundle loads, which doesn't know who imports it. A dependency may do without.
          onLog(_level, log) {
            if (log.code === 'UNRESOLVED_IMPORT' && !log.id?.includes(IN_NODE_MODULES)) {
              this.error(log);
            }
            return false;
          },
          buildEnd() {
            for (const id of this.getModuleIds()) {
              modules.add(id);
            }
          },
        },
      ],
    });
  } catch (error) {
    throw describe(error, cwd);
  }
  await copyFolders(path.resolve(cwd, config.outDir ?? 'dist'), outDir);
  return modules;
}

const IN_NODE_MODULES = `${path.sep}node_modules${path.sep}`;

/** Matches a specifier that is neither a path nor a module of Node's own. */
const BARE = /^(?!node:|[./\0]|[A-Za-z]:[\\/])/;

/**
 * Finds the file that Node would load, unless it is a workspace's source, or an ES module: only of CommonJS does a bundle see the same
 * default export as with `import`.
 */
function findDependency(source: string, importer: string): string | undefined {
  let file: string;
  try {
    file = createRequire(importer).resolve(source);
  } catch {
    // Not for `require`; rolldown finds it, or says that it can't.
    return undefined;
  }
  const outside = file.includes(IN_NODE_MODULES) && isCommonJs(file);
  return outside ? file : undefined;
}

/** @see https://nodejs.org/api/packages.html#determining-module-system */
function isCommonJs(file: string): boolean {
  const extension = path.extname(file);
  const manifest = extension === '.js' ? findPackageJSON(pathToFileURL(file)) : undefined;
  const { type } =
    manifest === undefined ? {} : (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string });
  return extension === '.cjs' || (extension === '.js' && type !== 'module');
}

/** Copies what the app's build puts beside its bundle, in folders. */
async function copyFolders(from: string, to: string): Promise<void> {
  const entries = existsSync(from) ? await readdir(from, { withFileTypes: true }) : [];
  for (const entry of entries.filter((candidate) => candidate.isDirectory())) {
    await cp(path.join(from, entry.name), path.join(to, entry.name), { recursive: true });
  }
}

/** Makes one line of rolldown's first error, which is a drawing in colour of the source. */
function describe(error: unknown, cwd: string): BundleError {
  const [first] = (error as { errors?: readonly Error[] }).errors ?? [error as Error];
  const text = stripVTControlCharacters(first?.message ?? String(error));
  const message = (text.split('\n')[0] ?? '').replace(/^\[[A-Z_]+\] /, '');
  const [, file, line, column] = /─\[ (.+):(\d+):(\d+) \]/.exec(text) ?? [];
  if (file === undefined) {
    return new BundleError(message, { cause: error });
  }
  const place = `${path.resolve(cwd, file)}:${line}:${column}`;
  return new BundleError(`${place}: ${message.replace(` in ${file}`, '')}`, { cause: error });
}
