import { createWriteStream, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORTH_SEEING = /"level":"(?:WARN|ERROR|CRITICAL)"/;

/**
 * The log of a run: every line of the API and of the functions goes to a file, warnings and worse to `show` as well.
 * @throws when the directory can't be written.
 */
export function openLog(dataDir: string | undefined, show: (line: string) => void) {
  const directory = dataDir ?? join(tmpdir(), 'async-catalog');
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `start-${process.pid}.log`);
  const file = createWriteStream(path);
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
