import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { createTemporaryDirectory } from '../temporary-directory.ts';

interface Template {
  readonly Resources?: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/**
 * Copies the assembly with the queues' mappings disabled, of one function or of all, so that no worker takes time from what
 * is measured.
 */
export async function createPausedAssembly(functionName = ''): ReturnType<typeof createTemporaryDirectory> {
  const directory = await createTemporaryDirectory();
  await cp(ASSEMBLY, directory.path, { recursive: true });
  for (const name of (await readdir(directory.path)).filter((file) => file.endsWith('.template.json'))) {
    const file = path.join(directory.path, name);
    const template = JSON.parse(await readFile(file, 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
      if (
        Type === 'AWS::Lambda::EventSourceMapping' &&
        // A reference to the function, whose logical id begins with its name.
        JSON.stringify(Properties['FunctionName']).includes(functionName)
      ) {
        Properties['Enabled'] = false;
      }
    }
    await writeFile(file, JSON.stringify(template));
  }
  return directory;
}
