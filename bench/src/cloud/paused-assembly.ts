import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `pnpm synth` made for a laptop. */
export const ASSEMBLY = fileURLToPath(new URL('../../../infra/cdk.out/dev', import.meta.url));

interface Template {
  readonly Resources?: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** The same, with the queue's mapping disabled: what is sent stays in the queue, and takes no time from what is measured. */
export async function createPausedAssembly(): Promise<AsyncDisposable & { directory: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'paused-assembly-'));
  await cp(ASSEMBLY, directory, { recursive: true });
  for (const name of (await readdir(directory)).filter((file) => file.endsWith('.template.json'))) {
    const file = path.join(directory, name);
    const template = JSON.parse(await readFile(file, 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
      if (Type === 'AWS::Lambda::EventSourceMapping') {
        Properties['Enabled'] = false;
      }
    }
    await writeFile(file, JSON.stringify(template));
  }
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}
