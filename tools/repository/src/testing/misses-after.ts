import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { ROOT, run } from '../root.ts';
import { copyRepository, files } from './copy-repository.ts';

export const OF_WORKSPACES = ['build', 'test', 'synth', 'check:types', 'check:lint'];
export const OF_THE_ROOT = ['check:format', 'check:boundaries', 'check:workspace'];

const copy = copyRepository();
afterAll(copy.remove);

interface DryRun {
  readonly tasks: readonly { readonly taskId: string; readonly hash: string }[];
}

/** Computes the hash of each task, which is the cache key of its result. */
function hashes(): Map<string, string> {
  const args = ['run', ...OF_WORKSPACES, ...OF_THE_ROOT, '--dry=json'];
  const { tasks } = JSON.parse(run('turbo', args, copy.folder)) as DryRun;
  return new Map(tasks.map(({ taskId, hash }) => [taskId.replace('@async-catalog/', ''), hash]));
}

export const before = hashes();
export const all = (task: string): string[] => [...before.keys()].filter((id) => id.endsWith(`#${task}`));

/**
 * Lists the tasks that rerun after a file is changed or added. By default, the change is an empty line at its
 * end.
 */
export function missesAfter(file: string, change = (text: string): string => `${text}\n`): string[] {
  const inCopy = path.join(copy.folder, file);
  const text = files.includes(file) ? readFileSync(inCopy, 'utf8') : '';
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(inCopy, changed);
  try {
    return [...hashes()].filter(([task, hash]) => before.get(task) !== hash).map(([task]) => task);
  } finally {
    rmSync(inCopy);
    if (files.includes(file)) {
      cpSync(path.join(ROOT, file), inCopy);
    }
  }
}
