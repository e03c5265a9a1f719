import { createWriteStream, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORTH_SEEING = /"level":"(?:WARN|ERROR|CRITICAL)"/;

/**
 * The log of a run: every line of the API and of the functions goes to a file, warnings and worse to `show` as well. Only the user who
 * started the run can read it. When it can be written no more, `show` is told once, and the run goes on without.
 * @throws when the directory can't be written.
 */
export function openLog(dataDir: string | undefined, show: (line: string) => void) {
  const path = join(openDirectory(dataDir), `start-${process.pid}.log`);
  // Opened at once, so that an error in that is thrown.
  const file = createWriteStream(path, { fd: openSync(path, 'w', 0o600) });
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

function openDirectory(dataDir: string | undefined): string {
  if (dataDir === undefined) {
    // A fixed name could be another user's already, or a link that they made. This one is new, and its owner's alone.
    return mkdtempSync(join(tmpdir(), 'async-catalog-'));
  }
  mkdirSync(dataDir, { recursive: true });
  return dataDir;
}
