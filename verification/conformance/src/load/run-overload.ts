import { parseArgs } from 'node:util';
import { overload } from './overload.ts';

const { values } = parseArgs({
  options: {
    'requests-per-second': { type: 'string', default: '300' },
    seconds: { type: 'string', default: '120' },
  },
});

const result = await overload({
  requestsPerSecond: Number(values['requests-per-second']),
  seconds: Number(values.seconds),
});
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
process.exitCode = Number(result.unfinished > 0);
