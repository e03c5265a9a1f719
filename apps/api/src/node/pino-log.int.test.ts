import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const LOG_AND_EXIT = `
  import { createPinoLog } from ${JSON.stringify(new URL('pino-log.ts', import.meta.url).href)};
  const log = createPinoLog({ service: 'test', level: 'INFO' });
  process.once('message', () => {
    for (let line = 0; line < 3; line += 1) {
      log.info('a last line', { line });
    }
    process.exit(0);
  });
  process.send('ready');
`;

function start() {
  return spawn(process.execPath, ['--input-type=module', '--eval', LOG_AND_EXIT], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

it('has written each line when the process exits', async () => {
  const child = start();
  await once(child, 'message');
  child.send('exit');
  const lines = Buffer.concat(await child.stdout!.toArray())
    .toString()
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ line: 0 }, { line: 1 }, { line: 2 }]);
});

it('lets the process exit after whoever read its lines has gone', async () => {
  const child = start();
  await once(child, 'message');
  child.stdout!.destroy();
  await once(child.stdout!, 'close');
  child.send('exit');
  await expect(once(child, 'exit')).resolves.toEqual([0, null]);
});
