import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a directory and its missing parents. Node's own `recursive` option never ends below `/proc`, where
 * nothing can be created.
 * @throws {Error} The system's own error.
 */
export function makeDirectory(path: string): void {
  if (!existsSync(path)) {
    makeDirectory(dirname(path));
    mkdirSync(path);
  }
}
