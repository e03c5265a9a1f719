import path from 'node:path';
import type { AppName } from '../bundling/apps.ts';
import { leaveUnbundled } from '../bundling/esbuild-bundles.ts';
import { startHandler } from '../handlers/start-handler.ts';
import type { Profile } from '../results/findings.ts';
import { createTemporaryDirectory } from '../temporary-directory.ts';
import { profilesIn, profilingFlags } from './profiles-in.ts';

/** Where a function's time goes while it handles events; not bundled, so that files and functions have their names. */
export async function profileHandler(
  app: AppName,
  environment: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<Profile[]> {
  await using directory = await createTemporaryDirectory();
  const module = await leaveUnbundled(app, path.join(directory.path, 'code'));
  const profiles = path.join(directory.path, 'profiles');
  {
    await using handler = await startHandler(module, environment, { execArgv: profilingFlags(profiles) });
    await handler.call('handle', events);
  }
  return profilesIn(profiles, app);
}
