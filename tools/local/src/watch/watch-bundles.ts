import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundleForDevelopment, type BundleConfig } from '@async-catalog/lambda-bundle/development';
import type { ReplacedCode } from '@async-catalog/local-cloud';
import { watch } from 'chokidar';

/** A bundle that follows its source. */
export interface FollowingBundle {
  readonly name: string;
  /** The folder of its app. */
  readonly cwd: string;
  readonly config: BundleConfig;
  /** Puts a build in effect, unless `signal` ends that. If it rejects, what was in effect stays. */
  readonly deploy: (directory: string, signal: AbortSignal) => Promise<ReplacedCode>;
}

interface Options {
  readonly bundles: readonly FollowingBundle[];
  /** Folders of source. What no bundle is made of is ignored. */
  readonly folders: readonly string[];
  /** Takes the builds: each is in a folder of its own, until it is no longer used. */
  readonly directory: string;
  readonly onUpdated: (names: readonly string[], files: readonly string[], ms: number) => void;
  /** Stops it, as `stop` does, also before the first builds are in effect. */
  readonly signal?: AbortSignal;
  /** Called once for each error, with the bundles that keep their code because of it. */
  readonly onFailed: (error: Error, names: readonly string[]) => void;
}

/** The build of a bundle that is in effect, and the state of the last one. */
interface State {
  readonly bundle: FollowingBundle;
  /** Files that the last build is made of. */
  modules: ReadonlySet<string>;
  /** True if the last build isn't in effect: any change may mend it, a file that was missing too. */
  failed: boolean;
  directory: string | undefined;
  builds: number;
  /** Aborted when the last build is outdated before it is in effect: what it is made of may never load. */
  outdated: AbortController;
}

/** Matches paths in a folder of source that are no source. */
const IGNORED = /[\\/](?:node_modules|dist|coverage|\.[^\\/]+)(?:[\\/]|$)/;

/** Time for an editor, or for git, to write further files. */
const QUIET_MS = 30;

/** Builds all bundles and deploys them, and does so again with those that a change of a file concerns. */
export async function watchBundles(options: Options): Promise<{ stop: () => Promise<void> }> {
  const states = options.bundles.map((bundle): State => ({
    bundle,
    modules: new Set(),
    failed: true,
    directory: undefined,
    builds: 0,
    outdated: new AbortController(),
  }));
  const changed = new Set<string>();
  let working: Promise<void> | undefined;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);

  const watcher = watch([...options.folders], {
    ignoreInitial: true,
    ignored: (file) =>
      options.folders.some((folder) => file.startsWith(folder) && IGNORED.test(file.slice(folder.length))),
  });
  const ready = new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  watcher.on('error', (error) => options.onFailed(error as Error, []));
  for (const event of ['add', 'change', 'unlink'] as const) {
    watcher.on(event, (file) => {
      changed.add(file);
      states.filter(({ modules }) => modules.has(file)).forEach(({ outdated }) => outdated.abort());
      working ??= follow().finally(() => (working = undefined));
    });
  }

  async function follow(): Promise<void> {
    while (changed.size > 0 && !signal.aborted) {
      await setTimeout(QUIET_MS);
      const files = [...changed];
      changed.clear();
      await update(
        states.filter(({ failed, modules }) => failed || files.some((file) => modules.has(file))),
        files,
      );
    }
  }

  async function update(concerned: readonly State[], files: readonly string[]): Promise<void> {
    const startedAt = performance.now();
    const before = concerned.map(({ modules }) => modules);
    const results = await Promise.allSettled(concerned.map(replace));
    if (signal.aborted) {
      return;
    }
    const names = concerned.map(({ bundle }) => bundle.name);
    const updated = names.filter((_, place) => results[place]?.status === 'fulfilled');
    const failures = results.flatMap((result, place) =>
      result.status === 'rejected' && concerned[place]?.outdated.signal.aborted !== true
        ? [{ error: result.reason as Error, name: names[place] ?? '' }]
        : [],
    );
    for (const [first, ...others] of Map.groupBy(failures, ({ error }) => error.message).values()) {
      if (first !== undefined) {
        options.onFailed(
          first.error,
          [first, ...others].map(({ name }) => name),
        );
      }
    }
    if (updated.length > 0) {
      const made = [...before, ...concerned.map(({ modules }) => modules)];
      const named = files.filter((file) => made.some((modules) => modules.has(file)));
      options.onUpdated(updated, named.length > 0 ? named : files, performance.now() - startedAt);
    }
  }

  async function replace(state: State): Promise<void> {
    const { bundle, directory: before } = state;
    const directory = join(options.directory, bundle.name, String((state.builds += 1)));
    state.failed = true;
    state.outdated = new AbortController();
    try {
      state.modules = await bundleForDevelopment({
        cwd: bundle.cwd,
        config: bundle.config,
        outDir: directory,
      });
      const { unused } = await bundle.deploy(directory, AbortSignal.any([signal, state.outdated.signal]));
      state.failed = false;
      state.directory = directory;
      if (before !== undefined) {
        unused
          .then(() => rm(before, { recursive: true, force: true }))
          .catch((error: Error) => options.onFailed(error, []));
      }
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  await ready;
  const first = update(states, []);
  working = first.then(follow).finally(() => (working = undefined));
  await first;
  return {
    async stop() {
      stopping.abort();
      await watcher.close();
      await working;
    },
  };
}
