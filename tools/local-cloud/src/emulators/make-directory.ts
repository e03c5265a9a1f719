import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a directory, and those above it, where they are missing. Not by `recursive`: below one in which nothing can be made (`/proc`),
 * Node would try for ever.
 * @throws {Error} what the system says, for one that can't be made.
 */
export function makeDirectory(path: string): void {
  if (!existsSync(path)) {
    makeDirectory(dirname(path));
    mkdirSync(path);
  }
}
