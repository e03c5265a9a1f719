import path from 'node:path';
import { APPS, type AppName } from '../bundling/apps.ts';
import { bundleReadably } from '../bundling/bundle-like.ts';
import { startHandler } from '../handlers/start-handler.ts';
import type { Profile } from '../results/findings.ts';
import { createTemporaryDirectory } from '../temporary-directory.ts';
import { profilesIn, profilingFlags } from './profiles-in.ts';

/** Profiles a function while it handles events. */
export async function profileHandler(
  app: AppName,
  environment: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<Profile[]> {
  await using directory = await createTemporaryDirectory();
  const module = await bundleReadably(app, APPS[app].source, path.join(directory.path, 'code'));
  const profiles = path.join(directory.path, 'profiles');
  {
    await using handler = await startHandler(module, environment, { execArgv: profilingFlags(profiles) });
    await handler.call('handle', events);
  }
  // Awaited, so that the directory is still there.
  return await profilesIn(profiles, module, app);
}
