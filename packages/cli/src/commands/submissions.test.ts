import { describe, expect, it } from 'vitest';
import { sendProblem, startFakeCatalog } from '../testing/fake-catalog.ts';
import { runCli } from '../testing/run-cli.ts';

const events = [
  { event: 'accepted', at: '2026-01-31T09:30:00.000Z' },
  { event: 'completed', at: '2026-01-31T09:30:00.500Z', status: 'failed' },
  { event: 'retried', at: '2026-01-31T09:31:00.000Z', submissionId: 's-2' },
];

async function prepare() {
  const { url } = await startFakeCatalog({
    onRequest: ({ url: path = '' }, response) => {
      if (!path.startsWith('/submissions')) {
        return false;
      }
      if (path === '/submissions/s-1/timeline') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ submissionId: 's-1', events }));
      } else {
        sendProblem(response, 404, 'SUBMISSION_NOT_FOUND', 'You have no submission with this id.');
      }
      return true;
    },
  });
  return (...args: string[]) => runCli(['submissions', 'timeline', ...args, '--url', url]);
}

describe('submissions timeline', () => {
  it('prints a line for each event, with its columns in fixed places', async () => {
    const run = await prepare();

    const { code, stdout } = await run('s-1');

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '2026-01-31T09:30:00.000Z\taccepted\t\t\t',
      '2026-01-31T09:30:00.500Z\tcompleted\tfailed\t\t',
      '2026-01-31T09:31:00.000Z\tretried\t\ts-2\t',
      '',
    ]);
  });

  it('prints an object a line with --json', async () => {
    const run = await prepare();

    const { stdout } = await run('s-1', '--json');

    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(events);
  });

  it('says which submission there isn’t, and ends with 3', async () => {
    const run = await prepare();

    expect(await run('s-9')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('You have no submission with this id.'),
    });
  });
});
