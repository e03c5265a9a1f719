import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { childEnvironment } from '../../config.ts';

const CLI = fileURLToPath(new URL('../../../../../packages/cli/dist/async-catalog.js', import.meta.url));

const run = promisify(execFile);

/** Starts the import of a file with the command line, and resolves to its id without waiting for its outcome. */
export async function startImport(apiUrl: string, file: string): Promise<string> {
  const args = [CLI, 'import', file, '--url', apiUrl, '--json', '--yes', '--detach'];
  const { stdout } = await run(process.execPath, args, { env: childEnvironment() });
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; import?: { importId: string } });
  const importId = events.find(({ event }) => event === 'import')?.import?.importId;
  if (importId === undefined) {
    throw new Error(`The command line named no import: ${stdout.slice(-500)}`);
  }
  return importId;
}
