import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Moment = 'before' | 'after';

/** Records the files as they are, staged or not, for `undo`. The references keep git from collecting them. */
export function record(root: string, name: string, ...moments: Moment[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'gen-'));
  try {
    const env = { GIT_INDEX_FILE: path.join(folder, 'index') };
    git(root, ['add', '--all'], { env });
    const tree = git(root, ['write-tree'], { env }).trim();
    moments.forEach((moment) => git(root, ['update-ref', reference(name, moment), tree]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Takes back what was changed between `before` and `after`, and deletes what git ignores of the new folder.
 *
 * @throws {Error} if nothing was generated here with this name, or a file was changed since. Then nothing is taken back, and it can be tried again.
 */
export function undo(root: string, name: string): void {
  if (git(root, ['for-each-ref', reference(name, 'before')]) === '') {
    throw new Error(`nothing called ${name} was generated in this clone; revert its commit instead`);
  }
  // Unlike `git diff`, it is the same whatever the user's configuration says.
  const patch = git(root, [
    'diff-tree',
    '-p',
    '--binary',
    reference(name, 'before'),
    reference(name, 'after'),
  ]);
  git(root, ['apply', '--reverse', '--whitespace=nowarn'], { input: patch });
  git(root, ['clean', '-fdXq', '--', `apps/${name}`, `packages/${name}`]);
  git(root, ['update-ref', '-d', reference(name, 'before')]);
  git(root, ['update-ref', '-d', reference(name, 'after')]);
}

function reference(name: string, moment: Moment): string {
  return `refs/gen/${name}/${moment}`;
}

interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** @throws {Error} with what git says. */
function git(root: string, args: readonly string[], { env, input }: GitOptions = {}): string {
  return execFileSync('git', args, {
    cwd: root,
    env: { ...process.env, ...env },
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: 'pipe',
  });
}
