import { parseArgs } from 'node:util';
import { survive } from './survive.ts';
import { above } from './throttle.ts';

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '10000' },
    'kill-every': { type: 'string', default: '400' },
    'kill-at-once': { type: 'string', default: '1' },
    'updates-per-second': { type: 'string', default: '400' },
    'visibility-seconds': { type: 'string', default: '20' },
  },
});

const products = Number(values.products);
const result = await survive({
  products,
  perRequest: Math.min(500, products),
  killEvery: Number(values['kill-every']),
  killAtOnce: Number(values['kill-at-once']),
  maxKills: Infinity,
  isTooMuch: above(Number(values['updates-per-second'])),
  visibilitySeconds: Number(values['visibility-seconds']),
  onProgress: (text) => process.stderr.write(`${text}\n`),
});
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
const { saved, savedTwice, notShownSaved, wrongReports } = result;
process.exitCode = Number(saved !== products || savedTwice + notShownSaved + wrongReports > 0);
