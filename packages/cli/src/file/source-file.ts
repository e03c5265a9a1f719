import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { MAX_IMPORT_BYTES } from '@async-catalog/product-schema';
import { ImpossibleError, UsageError } from '../errors.ts';

const READ_BYTES = 1024 ** 2;

/** Bytes after which a reading is slow enough to show how far it is. */
const SLOW_BYTES = 64 * READ_BYTES;

/** A file to import, which must stay as it is until it is uploaded. */
export interface SourceFile extends AsyncDisposable {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Reads a part of it, fewer bytes at its end. */
  read(start: number, length: number): Promise<Buffer<ArrayBuffer>>;
  /** Computes its SHA-256 in hexadecimal. */
  hash(onBytes: (done: number) => void, signal: AbortSignal): Promise<string>;
  /** @throws {ImpossibleError} if it was changed since it was opened. */
  assertUnchanged(): Promise<void>;
}

/** @throws {UsageError} unless it is a file that can be read and isn't empty or too large. */
export async function openSourceFile(file: string): Promise<SourceFile> {
  const handle = await openToRead(file);
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      throw new UsageError(`${file} is a directory. Name a file in it.`);
    }
    if (!stat.isFile()) {
      throw new UsageError(`${file} is no regular file. Write it to one first: its size must be known.`);
    }
    if (stat.size === 0) {
      throw new UsageError(`${file} is empty. It needs a header and a row at least.`);
    }
    if (stat.size > MAX_IMPORT_BYTES) {
      throw new UsageError(
        `${file} has ${stat.size} bytes, more than 5 GiB. Compress it with gzip, or split it.`,
      );
    }
    return createSourceFile(file, handle, stat);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface Stat {
  readonly size: number;
  readonly mtimeMs: number;
}

function createSourceFile(file: string, handle: FileHandle, stat: Stat): SourceFile {
  async function read(start: number, length: number): Promise<Buffer<ArrayBuffer>> {
    const buffer = Buffer.alloc(Math.min(length, stat.size - start));
    for (let filled = 0; filled < buffer.length;) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) {
        throw changed(file);
      }
      filled += bytesRead;
    }
    return buffer;
  }

  async function assertUnchanged(): Promise<void> {
    const { size, mtimeMs } = await handle.stat();
    if (size !== stat.size || mtimeMs !== stat.mtimeMs) {
      throw changed(file);
    }
  }

  return {
    path: file,
    name: path.basename(file),
    size: stat.size,
    read,
    async hash(onBytes, signal) {
      const hash = createHash('sha256');
      for (let start = 0; start < stat.size; start += READ_BYTES) {
        signal.throwIfAborted();
        hash.update(await read(start, READ_BYTES));
        if (start >= SLOW_BYTES) {
          onBytes(Math.min(start + READ_BYTES, stat.size));
        }
      }
      await assertUnchanged();
      return hash.digest('hex');
    },
    assertUnchanged,
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

function changed(file: string): ImpossibleError {
  return new ImpossibleError(
    'FILE_CHANGED',
    `${file} was changed while it was read. Run the command again once it is complete: that is a new import.`,
  );
}

async function openToRead(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    throw openError(file, error as NodeJS.ErrnoException);
  }
}

/** Says why a file can't be opened, and what to do. */
export function openError(file: string, error: NodeJS.ErrnoException): UsageError {
  const reason = REASONS[error.code ?? ''] ?? `can't be read (${error.message}).`;
  return new UsageError(`${file} ${reason}`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "doesn't exist. Check the name and the directory.",
  ENOTDIR: "doesn't exist. Check the name and the directory.",
  EISDIR: 'is a directory. Name a file in it.',
  EACCES: "can't be read: permission denied. Allow it with chmod u+r.",
  EPERM: "can't be read: permission denied. Allow it with chmod u+r.",
};
