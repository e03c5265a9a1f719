import { createWriteStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError, makeOwnDirectory } from '@async-catalog/local-cloud';
import { toPrintableText } from '@async-catalog/product-schema';

const WORTH_SEEING = /"level":"(?:WARN|ERROR|CRITICAL)"/;

interface LogFile {
  readonly path: string;
  readonly fd: number;
}

/**
 * Opens the log file of a run, for every line of the API and the functions; warnings and errors also go to `show`, where they can't
 * steer a terminal. Only the user who started the run can read it, and the run goes on if it can no longer be written.
 * @throws {DataDirectoryError} if it can't be opened.
 */
export function openLog(dataDir: string | undefined, show: (line: string) => void) {
  return createLog(open(dataDir), show);
}

export function createLog({ path, fd }: LogFile, show: (line: string) => void) {
  const file = createWriteStream(path, { fd });
  file.on('error', ({ message }) => show(`Can't write to the log ${path} any more: ${message}`));
  return {
    path,
    write: (source: string, line: string): void => {
      file.write(`${source} ${line}\n`);
      if (WORTH_SEEING.test(line) || !line.startsWith('{')) {
        // Lambda's own lines have tabs, which steer nothing.
        show(toPrintableText(`${source} ${line.replaceAll('\t', ' ')}`));
      }
    },
    close: () => file.end(),
  };
}

function open(dataDir: string | undefined): LogFile {
  try {
    const path = join(openDirectory(dataDir), `start-${process.pid}.log`);
    // That of an earlier process with this id. A new file is never opened through a link.
    rmSync(path, { force: true });
    return { path, fd: openSync(path, 'wx', 0o600) };
  } catch (cause) {
    const place = dataDir === undefined ? `The log directory in ${tmpdir()}` : `--data-dir ${dataDir}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataDirectoryError(`${place} can't be used; choose another one: ${reason}`, { cause });
  }
}

function openDirectory(dataDir: string | undefined): string {
  if (dataDir === undefined) {
    // Another user could own a fixed name, or have made a link of it. This one is new and private.
    return mkdtempSync(join(tmpdir(), 'async-catalog-'));
  }
  makeOwnDirectory(dataDir);
  return dataDir;
}
