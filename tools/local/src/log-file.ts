import { createWriteStream, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError, makeDirectory } from '@async-catalog/local-cloud';

const WORTH_SEEING = /"level":"(?:WARN|ERROR|CRITICAL)"/;

/**
 * The log of a run: every line of the API and of the functions goes to a file, warnings and worse to `show` as well. Only the user who
 * started the run can read it. When it can be written no more, `show` is told once, and the run goes on without.
 * @throws {DataDirectoryError} when it can't be written.
 */
export function openLog(dataDir: string | undefined, show: (line: string) => void) {
  const { path, fd } = open(dataDir);
  const file = createWriteStream(path, { fd });
  file.on('error', ({ message }) => show(`The log ${path} ends here: ${message}`));
  return {
    path,
    write: (source: string, line: string): void => {
      file.write(`${source} ${line}\n`);
      if (WORTH_SEEING.test(line) || !line.startsWith('{')) {
        show(`${source} ${line}`);
      }
    },
    close: () => file.end(),
  };
}

function open(dataDir: string | undefined): { path: string; fd: number } {
  try {
    const path = join(openDirectory(dataDir), `start-${process.pid}.log`);
    return { path, fd: openSync(path, 'w', 0o600) };
  } catch (cause) {
    const place =
      dataDir === undefined ? `The directory for the log, in ${tmpdir()},` : `--data-dir ${dataDir}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataDirectoryError(`${place} can't be written; name another one: ${reason}`, { cause });
  }
}

function openDirectory(dataDir: string | undefined): string {
  if (dataDir === undefined) {
    // A fixed name could be another user's already, or a link that they made. This one is new, and its owner's alone.
    return mkdtempSync(join(tmpdir(), 'async-catalog-'));
  }
  makeDirectory(dataDir);
  return dataDir;
}
