import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UnreadableAssemblyError } from '../errors.ts';
import { Template, type Stack } from './template.ts';

/** Asset behind a function's `Code`: a directory that CDK would zip, or a file that it would upload as is. */
interface FileAsset {
  readonly path: string;
  readonly packaging: 'zip' | 'file';
}

/** A synthesized CDK app: its stacks, and its file assets by the object key that templates use. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  readonly assets: ReadonlyMap<string, FileAsset>;
}

// The parts of @aws-cdk/cloud-assembly-schema that are read here.
const Manifest = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.unknown().optional() })),
});
const StackProperties = z.object({ templateFile: z.string(), stackName: z.string().optional() });
const AssetManifestProperties = z.object({ file: z.string() });
const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.enum(['zip', 'file']).default('file') }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * Reads the directory that `cdk synth` writes (`cdk.out`).
 *
 * @throws {UnreadableAssemblyError} if a file is missing or isn't in the format that CDK writes.
 */
export async function readAssembly(directory: string): Promise<Assembly> {
  const { artifacts } = await readJson(directory, 'manifest.json', Manifest);
  const stacks: Stack[] = [];
  const assets = new Map<string, FileAsset>();
  for (const [id, { type, properties }] of Object.entries(artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const { templateFile, stackName } = parse(
        StackProperties,
        properties,
        `artifact ${id} of ${directory}`,
      );
      stacks.push({ name: stackName ?? id, template: await readJson(directory, templateFile, Template) });
    } else if (type === 'cdk:asset-manifest') {
      const { file } = parse(AssetManifestProperties, properties, `artifact ${id} of ${directory}`);
      const { files } = await readJson(directory, file, AssetManifest);
      for (const { source, destinations } of Object.values(files)) {
        for (const { objectKey } of Object.values(destinations)) {
          assets.set(objectKey, { path: resolve(directory, source.path), packaging: source.packaging });
        }
      }
    } else if (type === 'cdk:cloud-assembly') {
      throw new UnreadableAssemblyError(
        `${directory} holds the stage "${id}": give the directory of that stage.`,
      );
    }
  }
  return { stacks, assets };
}

async function readJson<T>(directory: string, file: string, schema: z.ZodType<T>): Promise<T> {
  const path = join(directory, file);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new UnreadableAssemblyError(`${path} cannot be read: has the infrastructure been synthesized?`, {
      cause,
    });
  }
  return parse(schema, content, path);
}

function parse<T>(schema: z.ZodType<T>, content: unknown, where: string): T {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    throw new UnreadableAssemblyError(`${where} is not what CDK writes: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
