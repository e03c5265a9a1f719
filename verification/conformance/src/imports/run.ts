import { parseArgs } from 'node:util';
import { isRefused } from './generated-file.ts';
import { surviveImport } from './survive-import.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    products: { type: 'string' },
    'refused-every': { type: 'string', default: '1000' },
    kills: { type: 'string', default: '5' },
    'kill-every-ms': { type: 'string', default: '1000' },
    'visibility-seconds': { type: 'string', default: '20' },
    'probe-every-ms': { type: 'string' },
  },
});

const file = {
  rows: Number(values.rows),
  products: Number(values.products ?? values.rows),
  refusedEvery: Number(values['refused-every']),
};
const result = await surviveImport({
  ...file,
  kills: Number(values.kills),
  killEveryMs: Number(values['kill-every-ms']),
  visibilitySeconds: Number(values['visibility-seconds']),
  ...(values['probe-every-ms'] !== undefined && { probeEveryMs: Number(values['probe-every-ms']) }),
  onProgress: (text) => process.stderr.write(`${text}\n`),
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
