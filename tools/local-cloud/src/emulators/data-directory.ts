import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryError } from '../errors.ts';
import { makeDirectory } from './make-directory.ts';

/** Where the emulators keep their state, held by one local cloud at a time. */
export interface DataDirectory {
  readonly fauxqs: string;
  readonly dynalite: string;
  release(): void;
}

/**
 * Creates the directory where it is missing. It is released when the process ends, however it ends.
 *
 * @throws {DataDirectoryError} if it can't be written, or another local cloud has it.
 */
export function openDataDirectory(path: string): DataDirectory {
  const directory = resolve(path);
  let lock: DatabaseSync | undefined;
  try {
    makeDirectory(directory);
    // fauxqs holds its state in memory, too: a second one on the same files would silently miss what the first one does.
    lock = new DatabaseSync(join(directory, 'lock'));
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const problem = reason.includes('locked')
      ? 'is used by another local cloud'
      : `cannot be used: ${reason}`;
    throw new DataDirectoryError(`The data directory ${directory} ${problem}.`, { cause });
  }
  return {
    fauxqs: join(directory, 'fauxqs'),
    dynalite: join(directory, 'dynalite'),
    release: () => lock.close(),
  };
}
