import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UnreadableAssemblyError } from '../errors.ts';
import { writeAssembly } from '../testing/assembly-builder.ts';
import { readAssembly } from './assembly.ts';

async function setUp() {
  const directory = await mkdtemp(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

describe('readAssembly', () => {
  it('reads the stacks and the location of their code', async () => {
    const directory = await setUp();
    const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'product-queue' } };
    await writeAssembly(
      directory,
      { Data: { Resources: { Queue: queue } }, Api: { Resources: {} } },
      { 'abc.zip': 'asset.abc' },
    );

    const { stacks, assets } = await readAssembly(directory);

    expect(stacks.map(({ name }) => name)).toEqual(['Data', 'Api']);
    expect(stacks[0]?.template.Resources).toEqual({ Queue: queue });
    expect(assets.get('abc.zip')).toEqual({ path: join(directory, 'asset.abc'), packaging: 'zip' });
  });

  it.each([
    ['there is no such directory', undefined, undefined, 'has the infrastructure been synthesized?'],
    ['the manifest is not JSON', 'manifest.json', 'nonsense', 'has the infrastructure been synthesized?'],
    ['the manifest is something else', 'manifest.json', '{}', 'is not what CDK writes'],
    ['a template is missing its resources', 'Data.template.json', '{}', 'is not what CDK writes'],
    [
      'the assembly consists of stages',
      'manifest.json',
      '{"artifacts":{"Prod":{"type":"cdk:cloud-assembly","properties":{"directoryName":"assembly-Prod"}}}}',
      'holds the stage "Prod"',
    ],
    [
      'a stack has no template file',
      'manifest.json',
      '{"artifacts":{"Data":{"type":"aws:cloudformation:stack","properties":{}}}}',
      'artifact Data of',
    ],
  ])('fails with a reason when %s', async (_, file, content, message) => {
    const directory = await setUp();
    if (file !== undefined) {
      await writeAssembly(directory, { Data: { Resources: {} } });
      await writeFile(join(directory, file), content);
    }

    const reading = readAssembly(directory);

    await expect(reading).rejects.toThrow(UnreadableAssemblyError);
    await expect(reading).rejects.toThrow(message);
  });
});
