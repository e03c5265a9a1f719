import { describe, expect, it } from 'vitest';
import { sendProblem, startFakeCatalog } from '../testing/fake-catalog.ts';
import { runCli } from '../testing/run-cli.ts';

const ID = '567265d6-bb33-5b8a-9d49-c9a64e03d3a3';
const product = {
  id: ID,
  sku: 'A-1',
  name: 'Pot',
  price: 1.5,
  currency: 'EUR',
  version: 2,
  description: 'x\u001B[2J\u202Ey\u009B',
};

/** Starts an API of one product, whose changes end with these counts. */
async function prepare(counts: Record<string, number> = { saved: 1 }, status = 'completed') {
  const all = { total: 1, saved: 0, superseded: 0, failed: 0, rejected: 0, pending: 0, ...counts };
  const submission = { submissionId: 's-1', status, counts: all, deadlineAt: '2026-01-31T10:15:00.000Z' };
  const fake = await startFakeCatalog({
    onRequest: ({ method, url = '' }, response) => {
      const answer = (body: object, code = 200): boolean => {
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        return true;
      };
      if (url.startsWith('/submissions/s-1/items')) {
        return answer({
          items: [
            {
              index: 0,
              sku: 'A-1',
              error: { code: 'VERSION_CONFLICT', pointer: '', detail: 'It has another version.' },
            },
          ],
        });
      }
      if (url.startsWith('/submissions')) {
        return answer(submission);
      }
      if (!url.startsWith('/products')) {
        return false;
      }
      if (method !== 'GET') {
        return answer({ submissionId: 's-1', status: 'queued', total: 1, items: [], rejected: [] }, 202);
      }
      if (url === '/products/none') {
        sendProblem(response, 404, 'PRODUCT_NOT_FOUND', 'There is no such product.');
        return true;
      }
      return answer(
        url.includes('/products/') ? product : { items: url.includes('sku=none') ? [] : [product] },
      );
    },
  });
  const run = (args: readonly string[], stdin?: string) =>
    runCli([...args, '--url', fake.url], stdin === undefined ? {} : { stdin });
  const sent = () =>
    fake.requests
      .filter(({ line }) => !line.startsWith('GET'))
      .map(({ line, body }) => [line, body && JSON.parse(body)]);
  return { run, sent };
}

describe('products', () => {
  it.each([[['get', ID]], [['get', '--sku', 'A-1']]])(
    '%j shows a product, and nothing in it steers a terminal',
    async (args) => {
      const { run } = await prepare();

      const { code, stdout } = await run(['products', ...args]);

      expect(code).toBe(0);
      expect(stdout).toContain('name\tPot\n');
      expect(stdout).toContain(String.raw`x\u001b[2J\u202ey\u009b`);
    },
  );

  it('get escapes what could steer a terminal with --json too, which is read as the same', async () => {
    const { run } = await prepare();

    const { stdout } = await run(['products', 'get', ID, '--json']);

    expect(JSON.parse(stdout)).toEqual(product);
    expect(stdout).toContain(String.raw`x\u001b[2J\u202ey\u009b`);
  });

  it.each([[['get', 'none']], [['get', '--sku', 'none']]])('%j ends with 3', async (args) => {
    const { run } = await prepare();

    const { code, stderr } = await run(['products', ...args]);

    expect(code).toBe(3);
    expect(stderr).toContain('There is no');
  });

  it('list lists them', async () => {
    const { run } = await prepare();

    expect((await run(['products', 'list'])).stdout).toBe(`A-1\tPot\t1.5\tEUR\t2\t${ID}\n`);
    expect(JSON.parse((await run(['products', 'list', '--json'])).stdout)).toEqual(product);
  });

  it.each([
    [['patch', ID, '{"price":2}'], '', `PATCH /products/${ID}`, { price: 2 }],
    [['patch', ID], '{"price":2}', `PATCH /products/${ID}`, { price: 2 }],
    [
      ['patch', '--sku', 'A-1', '{"price":2}', '--if-version', '2'],
      '',
      'POST /products/batch',
      { items: [{ op: 'patch', sku: 'A-1', price: 2, ifVersion: 2 }] },
    ],
    [['delete', ID, '--yes'], '', `DELETE /products/${ID}`, ''],
    [
      ['delete', '--sku', 'A-1', '--yes'],
      '',
      'POST /products/batch',
      { items: [{ op: 'delete', sku: 'A-1' }] },
    ],
  ])('%j < %j sends %s, and waits for the outcome', async (args, stdin, line, body) => {
    const { run, sent } = await prepare();

    const { code, stdout } = await run(['products', ...args], stdin);

    expect(code).toBe(0);
    expect(sent()).toEqual([[line, body]]);
    expect(stdout).toContain('status\tcompleted\n');
  });

  it('patch ends with 1 when the change failed, and says why', async () => {
    const { run } = await prepare({ failed: 1 }, 'failed');

    const { code, stdout } = await run(['products', 'patch', ID, '{"price":2}']);

    expect(code).toBe(1);
    expect(stdout).toContain('VERSION_CONFLICT\tIt has another version.\n');
  });
});

describe('submissions and submit', () => {
  it('submissions get shows one', async () => {
    const { run } = await prepare();

    expect(JSON.parse((await run(['submissions', 'get', 's-1', '--json'])).stdout)).toMatchObject({
      status: 'completed',
    });
  });

  it('submissions cancel cancels one, and shows how far it was', async () => {
    const { run, sent } = await prepare({ saved: 0, pending: 1 }, 'processing');

    const { code, stdout } = await run(['submissions', 'cancel', 's-1', '--json']);

    expect(code).toBe(0);
    expect(sent()).toEqual([['POST /submissions/s-1/cancel', '']]);
    expect(JSON.parse(stdout)).toMatchObject({ submissionId: 's-1', status: 'processing' });
  });

  it('submissions cancel ends with 3 where there is nothing to cancel', async () => {
    const fake = await startFakeCatalog({
      onRequest: (_, response) => {
        sendProblem(response, 409, 'SUBMISSION_ENDED', 'Every item has its outcome already.');
        return true;
      },
    });

    const { code, stderr } = await runCli(['submissions', 'cancel', 's-1', '--url', fake.url]);

    expect(code).toBe(3);
    expect(stderr).toContain('Every item has its outcome already.');
  });

  it.each([
    ['{"name":"Pot","price":1}', 'POST /products', { name: 'Pot', price: 1 }],
    ['[{"name":"Pot","price":1}]', 'POST /products/batch', { items: [{ name: 'Pot', price: 1 }] }],
  ])('submit < %s sends %s', async (stdin, line, body) => {
    const { run, sent } = await prepare();

    const { code } = await run(['submit'], stdin);

    expect(code).toBe(0);
    expect(sent()).toEqual([[line, body]]);
  });

  it('submit ends with 3 when the outcome is overdue', async () => {
    const { run } = await prepare({ pending: 1 }, 'overdue');

    expect((await run(['submit'], '{}')).code).toBe(3);
  });

  it('submit --detach does not wait', async () => {
    const { run } = await prepare({ pending: 1 }, 'processing');

    expect(await run(['submit', '--detach', '--json'], '{}')).toMatchObject({
      code: 0,
      stdout: '{"submissionId":"s-1"}\n',
    });
  });
});
