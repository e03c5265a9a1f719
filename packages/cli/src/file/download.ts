import { createReadStream, createWriteStream } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ImpossibleError } from '../errors.ts';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;

/** Downloads a report. */
export type OpenReport = (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** Opens what is at a presigned URL, which `find` finds anew for each attempt. */
export function reportOpener(find: () => Promise<string>): OpenReport {
  return async (signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(await find(), { signal });
      if (response.ok && response.body !== null) {
        return response.body;
      }
      await response.body?.cancel();
      if (attempt === ATTEMPTS || response.status < 500) {
        throw new ImpossibleError(
          'REPORT_UNAVAILABLE',
          `The report can't be downloaded: ${response.status}. Try again.`,
        );
      }
      await pause(FIRST_PAUSE_MS * 2 ** attempt, undefined, { signal });
    }
  };
}

/**
 * Writes a report to a file that doesn't exist yet, under another name if there is another one with this name, which may hold
 * somebody's corrections. Resolves to the name.
 * @throws {ImpossibleError} e.g. for a full disk; nothing is left of the file then.
 */
export async function saveNew(open: OpenReport, file: string, signal: AbortSignal): Promise<string> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await writeFile(open, draft, signal);
    const { dir, name, ext } = path.parse(file);
    for (let n = 1; ; n += 1) {
      const candidate = n === 1 ? file : path.join(dir, `${name}-${n}${ext}`);
      if (await claim(draft, candidate)) {
        return candidate;
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes a report to a file that was asked for, whatever it holds. */
export async function saveOver(open: OpenReport, file: string, signal: AbortSignal): Promise<void> {
  const isDevice = await stat(file).then(
    (found) => !found.isFile(),
    () => false,
  );
  if (isDevice) {
    await writeFile(open, file, signal);
    return;
  }
  const draft = `${file}.${process.pid}.part`;
  try {
    await writeFile(open, draft, signal);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Gives the draft a name that is free, or that a file with the same contents has. */
async function claim(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw writeError(file, error);
    }
    return haveSameContents(draft, file);
  }
}

async function haveSameContents(a: string, b: string): Promise<boolean> {
  const [statA, statB] = await Promise.all([stat(a), stat(b)]);
  if (!statB.isFile() || statA.size !== statB.size) {
    return false;
  }
  const others = createReadStream(b)[Symbol.asyncIterator]();
  for await (const chunk of createReadStream(a)) {
    const { value } = (await others.next()) as { value?: Buffer };
    if (value === undefined || !value.equals(chunk as Buffer)) {
      return false;
    }
  }
  return true;
}

async function writeFile(open: OpenReport, file: string, signal: AbortSignal): Promise<void> {
  const bytes = await open(signal);
  try {
    await pipeline(Readable.from(bytes), createWriteStream(file), { signal });
  } catch (error) {
    throw writeError(file.replace(/\.\d+\.part$/, ''), error);
  }
}

function writeError(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ''];
  return reason === undefined
    ? error
    : new ImpossibleError(code ?? '', `${file} can't be written: ${reason}`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room, then download it with imports report.',
  EDQUOT: 'the disk quota is used up. Make room, then download it with imports report.',
  EACCES: 'permission denied. Download it with imports report --output.',
  EPERM: 'permission denied. Download it with imports report --output.',
  EROFS: 'the disk is read-only. Download it with imports report --output.',
  ENOENT: "the directory doesn't exist. Make it first.",
};
