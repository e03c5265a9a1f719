import path from 'node:path';
import { bundleReadably } from '../../bundling/bundle-like.ts';
import { startApiServer } from '../../cloud/api-server.ts';
import type { LoadApi } from '../../load/load-process.ts';
import type { Child } from '../../processes/child.ts';
import { profilesIn, profilingFlags } from '../../profiling/profiles-in.ts';
import type { Profile } from '../../results/findings.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import { measureServers } from './measure.ts';

const SOURCE = new URL('../../../../../apps/api/src/server.ts', import.meta.url);

/** Profiles our API under load. */
export async function profileApi(
  environment: Readonly<Record<string, string>>,
  load: Child<LoadApi>,
): Promise<Profile[]> {
  await using directory = await createTemporaryDirectory();
  const script = await bundleReadably('CatalogApi', SOURCE, path.join(directory.path, 'code'));
  const profiles = path.join(directory.path, 'profiles');
  {
    await using server = await startApiServer(environment, { script, execArgv: profilingFlags(profiles) });
    await measureServers(new Map([['profiled', server]]), {
      load,
      rounds: 1,
      seconds: 2,
      onMeasured: () => {},
    });
  }
  // Awaited, so that the directory is still there.
  return await profilesIn(profiles, script, 'API');
}
