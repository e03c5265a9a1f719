import { describe, expect, it } from 'vitest';
import { startFakeCatalog } from '../testing/fake-catalog.ts';
import { runCli } from '../testing/run-cli.ts';

const COUNTS = { total: 3, saved: 2, superseded: 0, failed: 1, rejected: 0, cancelled: 0, pending: 0 };

/** Starts an API with three of each kind, in pages of two. */
async function prepare() {
  const asked: string[] = [];
  const { url } = await startFakeCatalog({
    onRequest: ({ url: path = '' }, response) => {
      const [, kind] = /^\/(submissions|imports)\?/.exec(path) ?? [];
      if (kind === undefined) {
        return false;
      }
      asked.push(path);
      const all = [1, 2, 3].map((n) => ({
        ...(kind === 'imports'
          ? { importId: `i-${n}`, fileName: `\u001B[2J${n}.csv` }
          : { submissionId: `s-${n}` }),
        caller: 'shop-1',
        status: 'failed',
        createdAt: `2026-01-3${n}T10:00:00.000Z`,
        counts: COUNTS,
      }));
      const page = path.includes('cursor=more')
        ? { items: all.slice(2) }
        : { items: all.slice(0, 2), nextCursor: 'more' };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
      return true;
    },
  });
  return { asked, run: (...args: string[]) => runCli([...args, '--url', url]) };
}

describe.each([
  ['submissions', ['s-1', 'failed', '2', '3', '2026-01-31T10:00:00.000Z'], 'submissionId'],
  [
    'imports',
    ['i-1', 'failed', '2', '3', String.raw`\u001b[2J1.csv`, '2026-01-31T10:00:00.000Z'],
    'importId',
  ],
])('%s list', (kind, first, id) => {
  it('lists them, page by page, and nothing in them steers a terminal', async () => {
    const { run } = await prepare();

    const { code, stdout } = await run(kind, 'list');

    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe(first.join('\t'));
    expect(stdout.trim().split('\n')).toHaveLength(3);
  });

  it('asks for what was asked for, and for no more than is shown', async () => {
    const { run, asked } = await prepare();
    const options = ['--status', 'failed', '--since', '2026-01-01', '--until', '2026-02-01', '--caller', '*'];

    const { stdout } = await run(kind, 'list', ...options, '--limit', '2');

    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URL(asked[0] ?? '', 'http://x').searchParams)).toEqual({
      status: 'failed',
      since: '2026-01-01',
      until: '2026-02-01',
      caller: '*',
      limit: '2',
    });
    expect(stdout.split('\n')[0]).toBe(['shop-1', ...first].join('\t'));
  });

  it('prints an object a line with --json', async () => {
    const { run } = await prepare();

    const { stdout } = await run(kind, 'list', '--json', '--limit', '1');

    expect(JSON.parse(stdout)).toMatchObject({ [id]: first[0], status: 'failed', saved: 2 });
  });

  it('ends with 2 for a status that there is none of', async () => {
    const { code, stderr } = await (await prepare()).run(kind, 'list', '--status', 'done');

    expect(code).toBe(2);
    expect(stderr).toContain('completed_with_errors');
  });
});
