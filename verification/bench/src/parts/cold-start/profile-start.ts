import path from 'node:path';
import { APPS } from '../../bundling/apps.ts';
import { bundleReadably } from '../../bundling/bundle-like.ts';
import { profilesIn, profilingFlags } from '../../profiling/profiles-in.ts';
import type { Profile } from '../../results/findings.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import { answerOnce } from './answer-once.ts';
import type { MeasuredFunction } from './functions.ts';

/** Number of starts that are added up, because one has few samples. */
const STARTS = 5;

/** Profiles a function until its first answer. */
export async function profileStart(
  { app, title, idleEvent }: MeasuredFunction,
  environment: Readonly<Record<string, string>>,
): Promise<Profile[]> {
  await using directory = await createTemporaryDirectory();
  const module = await bundleReadably(app, APPS[app].source, path.join(directory.path, 'code'));
  const profiles = path.join(directory.path, 'profiles');
  for (let n = 0; n < STARTS; n += 1) {
    await answerOnce({
      module,
      event: idleEvent(),
      eventFile: path.join(directory.path, 'event.json'),
      environment,
      execArgv: profilingFlags(profiles),
    });
  }
  const [byPackage] = await profilesIn(profiles, module, `${title}, until the first answer`);
  return byPackage === undefined ? [] : [byPackage];
}
