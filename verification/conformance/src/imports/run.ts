import { parseArgs } from 'node:util';
import { isRefused } from './generated-file.ts';
import { cancelImport } from './cancel-import.ts';
import { surviveImport } from './survive-import.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    products: { type: 'string' },
    'refused-every': { type: 'string', default: '1000' },
    kills: { type: 'string', default: '5' },
    'chunks-per-kill': { type: 'string', default: '3' },
    'saves-per-kill': { type: 'string', default: '1000' },
    'visibility-seconds': { type: 'string', default: '20' },
    'probe-every-ms': { type: 'string' },
    'cancel-at-saved': { type: 'string' },
  },
});

const file = {
  rows: Number(values.rows),
  products: Number(values.products ?? values.rows),
  refusedEvery: Number(values['refused-every']),
};
const onProgress = (text: string): void => void process.stderr.write(`${text}\n`);

if (values['cancel-at-saved'] === undefined) {
  await survive();
} else {
  await cancel(Number(values['cancel-at-saved']));
}

async function cancel(cancelAtSaved: number): Promise<void> {
  const result = await cancelImport({ ...file, cancelAtSaved, onProgress });
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  const { status, counts, wrongSums, savedAfterAnswer, reportedRows, reportedTwice } = result;
  process.exitCode = Number(
    status !== 'cancelled' ||
      savedAfterAnswer > 1000 ||
      counts.failed + counts.pending > 0 ||
      reportedRows !== counts.total ||
      wrongSums + reportedTwice > 0,
  );
}

async function survive(): Promise<void> {
  const result = await surviveImport({
    ...file,
    kills: Number(values.kills),
    chunksPerKill: Number(values['chunks-per-kill']),
    savesPerKill: Number(values['saves-per-kill']),
    visibilitySeconds: Number(values['visibility-seconds']),
    ...(values['probe-every-ms'] !== undefined && { probeEveryMs: Number(values['probe-every-ms']) }),
    onProgress,
  });
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  const refused = Array.from({ length: file.rows }, (_, row) => isRefused(file, row)).filter(Boolean).length;
  const { counts, wrongSums, reportedRows, reportedTwice, wrongProducts } = result;
  process.exitCode = Number(
    counts.total !== file.rows ||
      counts.rejected !== refused ||
      counts.saved + counts.superseded !== file.rows - refused ||
      reportedRows !== file.rows ||
      wrongSums + reportedTwice + wrongProducts > 0,
  );
}
