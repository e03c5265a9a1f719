import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { ASSUMED_CALL_MS, measureDurations } from '../requests/measure-durations.ts';
import { countImports } from './count-import.ts';
import { findingsOf } from './findings-of.ts';
import { measureReading } from './measure-reading.ts';
import { runImport } from './run-import.ts';

const READ_ROWS = 100_000;
const QUICK_READ_ROWS = 10_000;
const READ_ROUNDS = 9;
const QUICK_READ_ROUNDS = 3;
const CONTENDERS = 3;

/** More chunks than are sent at once: the queue mixes their rows, and each batch reports to each of its chunks. */
const COUNTED_ROWS = 10_000;
const QUICK_COUNTED_ROWS = 1000;
/** Counted: new products, existing ones, the same command again. */
const COUNTED_RUNS = 3;

const DURATIONS = ['intakeOf1000', 'workerOf1000'] as const;
const DURATION_ROUNDS = 5;

const IMPORTED_ROWS = 100_000;
const QUICK_IMPORTED_ROWS = 1000;

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const rounds = quick ? QUICK_READ_ROUNDS : READ_ROUNDS;
  progress.start('Imports', rounds * CONTENDERS + DURATIONS.length + COUNTED_RUNS + 1);
  const reading = await measureReading(quick ? QUICK_READ_ROWS : READ_ROWS, rounds, progress.step);
  const durations = await measureDurations(DURATIONS, quick ? 1 : DURATION_ROUNDS, progress.step);
  const counted = await countImports(quick ? QUICK_COUNTED_ROWS : COUNTED_ROWS, progress.step);
  const rows = quick ? QUICK_IMPORTED_ROWS : IMPORTED_ROWS;
  const imported = await runImport(rows);
  progress.step(`${rows} rows`);
  return findingsOf({ reading, durations, counted, run: imported });
}

const callTimes = Object.entries(ASSUMED_CALL_MS).map(([service, ms]) => `${service} ${ms} ms`);

export const imports: Part = {
  name: 'import',
  title: 'File imports',
  method: `CSV files of ten columns and about 150 bytes a row, one for each field of a product, merged into the catalog by the command line as it is built. Reading is measured on ${READ_ROWS} rows in
memory, in turn with parsers that map nothing. Requests are counted on the wire as in “AWS requests and dollars”, from the command line to the last report, for ${COUNTED_ROWS} new products and again for
a file that changes every field of each; the milliseconds of the processor and of the worker are those that are measured there (${callTimes.join(', ')}), and the splitter’s are those of
the counted run, which are the emulators’ and so too many. The import through everything runs on a new embedded cloud, all on this machine’s cores, with the splitter in a process of its own, with
Lambda’s flags, that takes the messages of \`import-queue\` one by one; its memory is the process’s peak.`,
  ifMissed: `The emulators, workers, splitter, processor and API share this machine’s cores. It would take an embedded table and queue that
need less of the processor for each row, or a third core. A row’s dollars are mostly its one write unit, and a tenth of three requests to the
queue, which messages of several rows would save.`,
  notQuick: true,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-sqs', 'csv-parse', 'd3-dsv'],
  run,
};
