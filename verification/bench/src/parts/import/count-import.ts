import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startApiServer } from '../../cloud/api-server.ts';
import type { CloudUse } from '../../cloud/cloud-process.ts';
import { type Cloud, startCloud } from '../../cloud/start-cloud.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import { csvText } from './csv-text.ts';
import { importEnded } from './follow-import.ts';
import { itemBytes } from './item-bytes.ts';
import { startImport } from './run-cli.ts';

/** Everything that an import through the whole catalog used. */
export interface CountedImport {
  readonly name: string;
  readonly rows: number;
  readonly use: CloudUse;
  /** Average size of a stored product. */
  readonly productBytes: number;
  /** Bytes of the file that the command line sent. */
  readonly sentBytes: number;
}

export interface CountedImports {
  readonly imports: readonly CountedImport[];
  /** Bytes of the file that the same command sent when it ran once more. */
  readonly resentBytes: number;
  readonly memoryMb: Readonly<Record<string, number>>;
}

/** Imports a file of new products and one that changes each field of each, and counts what that uses. */
export async function countImports(rows: number, onStep: (name: string) => void): Promise<CountedImports> {
  await using directory = await createTemporaryDirectory();
  await using cloud = await startCloud({ draining: true, counting: true }, 'all');
  await using api = await startApiServer(cloud.environments['CatalogApi'] ?? {}, { cores: 'all' });

  async function send(file: string): Promise<number> {
    await cloud.takeCalls();
    await importEnded(api.url, await startImport(api.url, file));
    await cloud.drained();
    return sourceBytes(await cloud.takeCalls());
  }
  const imports: CountedImport[] = [];
  for (const [name, edition] of [
    ['new products', 'one'],
    ['existing products', 'two'],
  ] as const) {
    const file = path.join(directory.path, `${edition}.csv`);
    await writeFile(file, csvText(rows, edition));
    await cloud.takeUse();
    const sentBytes = await send(file);
    const use = await cloud.takeUse();
    imports.push({ name, rows, use, sentBytes, productBytes: await averageProductBytes(cloud) });
    onStep(name);
  }
  const resentBytes = await send(path.join(directory.path, 'two.csv'));
  onStep('the same command again');
  return { imports, resentBytes, memoryMb: cloud.memoryMb };
}

/** Adds up what was uploaded of source files. */
function sourceBytes(calls: Awaited<ReturnType<Cloud['takeCalls']>>): number {
  return calls
    .filter(({ service, action }) => service === 'S3' && (action === 'UploadPart' || action === 'PutObject'))
    .filter(({ input }) => /^imports\/[^/]+\/source$/.test(String(input['Key'])))
    .reduce((sum, { input }) => sum + Buffer.byteLength((input['Body'] as string | undefined) ?? ''), 0);
}

const SAMPLED_PRODUCTS = 200;

async function averageProductBytes({ environments }: Cloud): Promise<number> {
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, PRODUCT_TABLE_NAME } = environments['FileSplitter'] ?? {};
  const dynamodb = new DynamoDBClient({
    ...(endpoint !== undefined && { endpoint }),
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: PRODUCT_TABLE_NAME, Limit: SAMPLED_PRODUCTS }),
  );
  dynamodb.destroy();
  const products = Items.filter((item) => 'sku' in item);
  return products.reduce((sum, item) => sum + itemBytes(item), 0) / products.length;
}
