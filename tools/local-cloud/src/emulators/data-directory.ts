import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryError } from '../errors.ts';
import { makeOwnDirectory } from './make-directory.ts';

/** Directories of the emulators' state, locked by one local cloud at a time. */
export interface DataDirectory {
  readonly fauxqs: string;
  readonly dynalite: string;
  release(): void;
}

/**
 * Creates the directory if needed and locks it until it is released or the process ends, however it ends.
 *
 * @throws {DataDirectoryError} if it can't be written, belongs to another user, or another local cloud uses it.
 */
export function openDataDirectory(path: string): DataDirectory {
  const directory = resolve(path);
  const [fauxqs, dynalite] = [join(directory, 'fauxqs'), join(directory, 'dynalite')];
  let lock: DatabaseSync | undefined;
  try {
    // Before the emulators, which would let others read what they write.
    [directory, fauxqs, dynalite].forEach(makeOwnDirectory);
    [fauxqs, dynalite].forEach((own) => chmodSync(own, 0o700));
    // fauxqs caches its state, so a second instance on the same files would miss changes made by the first.
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
    fauxqs,
    dynalite,
    release: () => lock.close(),
  };
}
