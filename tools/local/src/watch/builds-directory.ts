import { lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^async-catalog-dev-(\d+)-/;

/** Creates a directory for the builds of this process, and removes those that processes left behind that were killed. */
export function createBuildsDirectory(parent: string = tmpdir(), user = process.getuid?.()): string {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && hasEnded(Number(pid)) && isOwn(join(parent, name), user)) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
  return realpathSync(mkdtempSync(join(parent, `async-catalog-dev-${process.pid}-`)));
}

/** Others may write in theirs: what they put there could lead to other files. */
function isOwn(path: string, user: number | undefined): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === (user ?? status.uid);
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
