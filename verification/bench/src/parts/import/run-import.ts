import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startApiServer } from '../../cloud/api-server.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import { ChildError } from '../../processes/child.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import { csvText, skuOf } from './csv-text.ts';
import { driveSplitter } from './drive-splitter.ts';
import { firstReadableAt, importEnded } from './follow-import.ts';
import { startImport } from './run-cli.ts';

/** Measurements of one import, from its start on. */
export interface ImportRun {
  readonly rows: number;
  /** Until every row is saved, and the reports can be read. */
  readonly seconds: number;
  /** Until the first product can be read. */
  readonly firstSeconds: number;
  /** Resident memory of the splitter. */
  readonly splitterPeakBytes: number;
}

/** Rows that the first product is looked for in: the queue keeps no order. */
const WATCHED_ROWS = [0, 1, 2, 99, 499, 999];

/** Imports a file of new products on a new cloud. */
export async function runImport(rows: number): Promise<ImportRun> {
  await using directory = await createTemporaryDirectory();
  await using cloud = await startCloud({ draining: { allBut: 'FileSplitter' } }, 'all');
  await using api = await startApiServer(cloud.environments['CatalogApi'] ?? {}, { cores: 'all' });
  const file = path.join(directory.path, 'products.csv');
  await writeFile(file, csvText(rows, 'one'));
  const stopping = new AbortController();
  const { stopped } = driveSplitter(cloud, stopping.signal);
  try {
    const firstAt = firstReadableAt(api.url, WATCHED_ROWS.map(skuOf));
    const importId = await startImport(api.url, file);
    const { startedAt, completedAt } = await Promise.race([
      importEnded(api.url, importId),
      stopped.then(() => Promise.reject(new ChildError('the splitter stopped'))),
    ]);
    stopping.abort();
    const { errors } = await cloud.takeUse();
    if (errors.length > 0) {
      throw new ChildError(`the cloud had ${errors.length} errors: ${errors[0]}`);
    }
    return {
      rows,
      seconds: (Date.parse(completedAt) - Date.parse(startedAt)) / 1000,
      firstSeconds: ((await firstAt) - Date.parse(startedAt)) / 1000,
      splitterPeakBytes: await stopped,
    };
  } finally {
    stopping.abort();
  }
}
