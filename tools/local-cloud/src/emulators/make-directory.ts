import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a directory and its missing parents, for its owner only, and makes sure of whose it is: in a directory of another user,
 * links could lead what is written there to any file of this one. Node's own `recursive` option never ends below `/proc`, where
 * nothing can be created.
 * @throws {Error} The system's own error; or that it is another user's.
 */
export function makeOwnDirectory(path: string): void {
  make(path);
  // Windows has no such ids.
  if (process.getuid !== undefined && statSync(path).uid !== process.getuid()) {
    throw new Error('it belongs to another user');
  }
}

function make(path: string): void {
  if (!existsSync(path)) {
    make(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}
