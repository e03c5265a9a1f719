import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Profile } from '../results/findings.ts';
import { CpuProfile, selfTimesOf } from './cpu-profile.ts';
import { createFindSource } from './find-source.ts';
import { summarizeByFunction, summarizeByPackage } from './summarize-profile.ts';

const PLACES = 12;

/** Lists flags with which Node writes a profile into a directory as the process ends. */
export function profilingFlags(directory: string): readonly string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${directory}`, `--cpu-prof-interval=${SAMPLE_MICROSECONDS}`];
}

const SAMPLE_MICROSECONDS = 200;

/** Sums up all profiles in a directory, by package and by function. */
export async function profilesIn(directory: string, bundle: URL, title: string): Promise<Profile[]> {
  const findSource = await createFindSource(bundle);
  const files = await readdir(directory);
  const profiles = await Promise.all(
    files.map(async (file) =>
      CpuProfile.parse(JSON.parse(await readFile(path.join(directory, file), 'utf8'))),
    ),
  );
  const times = profiles.flatMap(selfTimesOf);
  return [
    {
      title: `${title}: where the time goes, by package`,
      places: summarizeByPackage(times, findSource, PLACES),
    },
    {
      title: `${title}: where the time goes, by function`,
      places: summarizeByFunction(times, findSource, PLACES),
    },
  ];
}
