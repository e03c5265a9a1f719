import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForDevelopment } from '@async-catalog/lambda-bundle/development';
import { describeFailure } from './describe-failure.ts';
import { readBundles } from './read-bundles.ts';

/** Says what of the apps' source can't be built, in one line for each place; nothing if it isn't known how they are built. */
export async function findBrokenSource(root: string): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'async-catalog-build-'));
  try {
    const bundles = await readBundles(root).catch(() => []);
    const builds = await Promise.allSettled(
      bundles.map((bundle, place) =>
        bundleForDevelopment({ ...bundle, outDir: join(directory, String(place)) }),
      ),
    );
    const lines = builds.flatMap((build) =>
      build.status === 'rejected' ? [describeFailure(build.reason, root)] : [],
    );
    return [...new Set(lines)];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
