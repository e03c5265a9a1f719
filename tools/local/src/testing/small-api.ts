import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevelopmentBuild } from '@async-catalog/local-cloud';
import { onTestFinished } from 'vitest';

/** Creates a folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'local-test-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Source of a server that starts and stops as the API's does, and answers as `handle` says, a function of the request's path. */
export const serverSource = (handle: string): string => `
  const { createServer } = process.getBuiltinModule('node:http');
  const { existsSync } = process.getBuiltinModule('node:fs');
  const handle = ${handle};
  const server = createServer(async (request, response) => response.end(await handle(request.url)));
  server.listen(Number(process.env.API_PORT), '127.0.0.1', () =>
    console.log('listening http://127.0.0.1:' + server.address().port));
  process.once('SIGTERM', () => server.close(() => process.exit(0)));
  process.once('disconnect', () => process.exit(0));
`;

/** Writes a server into a new folder, as if it had been built. */
export async function writeServer(folder: string, name: string, source: string): Promise<DevelopmentBuild> {
  const codeDirectory = join(folder, name);
  await mkdir(codeDirectory);
  await writeFile(join(codeDirectory, 'server.cjs'), source);
  return { codeDirectory, compileCache: join(folder, 'compile-cache') };
}
