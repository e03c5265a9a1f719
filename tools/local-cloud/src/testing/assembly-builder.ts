import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Assembly } from '../template/assembly.ts';
import { Template } from '../template/template.ts';

/** Templates by stack name, as CDK would write them. */
export type Stacks = Readonly<Record<string, z.input<typeof Template>>>;

/** Directories of code, by the object key that templates give for them. */
export type Code = Readonly<Record<string, string>>;

export function assemblyOf(stacks: Stacks, code: Code = {}): Assembly {
  return {
    stacks: Object.entries(stacks).map(([name, template]) => ({ name, template: Template.parse(template) })),
    assets: new Map(Object.entries(code).map(([key, path]) => [key, { path, packaging: 'zip' as const }])),
  };
}

/**
 * Writes the parts of `cdk synth`'s output that the local cloud reads. `code` is relative to the directory.
 */
export async function writeAssembly(directory: string, stacks: Stacks, code: Code = {}): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = (file: string, content: unknown) => writeFile(join(directory, file), JSON.stringify(content));
  const files = Object.entries(code).map(([objectKey, path]) => [
    objectKey,
    {
      displayName: path,
      source: { path, packaging: 'zip' },
      destinations: { 'current_account-current_region': { bucketName: 'assets', objectKey } },
    },
  ]);
  const artifacts: Record<string, unknown> = {
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'Stacks.assets.json' } },
  };
  for (const [name, template] of Object.entries(stacks)) {
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: `${name}.template.json`, stackName: name },
    };
    await write(`${name}.template.json`, template);
  }
  await write('Stacks.assets.json', {
    version: '48.0.0',
    files: Object.fromEntries(files),
    dockerImages: {},
  });
  await write('manifest.json', { version: '48.0.0', artifacts });
}
