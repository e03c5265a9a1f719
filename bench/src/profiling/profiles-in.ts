import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Profile } from '../results/findings.ts';
import { CpuProfile, summarizeByFunction, summarizeByPackage } from './summarize-profile.ts';

const PLACES = 12;

/** Has Node write a profile into a directory as the process ends. */
export function profilingFlags(directory: string): readonly string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${directory}`];
}

/** Sums up the one profile in a directory, by package and by function. */
export async function profilesIn(directory: string, title: string): Promise<Profile[]> {
  const [file = ''] = await readdir(directory);
  const profile = CpuProfile.parse(JSON.parse(await readFile(path.join(directory, file), 'utf8')));
  return [
    { title: `${title}: where the time goes, by package`, places: summarizeByPackage(profile, PLACES) },
    { title: `${title}: where the time goes, by function`, places: summarizeByFunction(profile, PLACES) },
  ];
}
