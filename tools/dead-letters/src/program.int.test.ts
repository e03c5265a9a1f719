import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startQueues } from '@async-catalog/dead-letters/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setEnvironment } from './config.ts';
import { NotFoundError, UsageError } from './options.ts';
import { createProgram } from './program.ts';

let cloud: Awaited<ReturnType<typeof startQueues>>;
let stages = 0;

beforeAll(async () => {
  cloud = await startQueues();
  setEnvironment({ ...cloud.environment });
});
afterAll(() => cloud.close());

/** Sets up queues of its own, and the commands on them. */
async function setUp() {
  stages += 1;
  const prefix = `stage-${stages}-`;
  const stage = await cloud.addQueues(prefix);

  /** Resolves to what a command prints. */
  const run = async (...words: string[]): Promise<string> => {
    const lines: string[] = [];
    await createProgram((text) => lines.push(text)).parseAsync(['--prefix', prefix, ...words], {
      from: 'user',
    });
    return lines.join('\n');
  };

  return {
    prefix,
    ...stage,
    run,
    runJson: async (...words: string[]): Promise<unknown> => JSON.parse(await run('--json', ...words)),
  };
}

const tea = (sku: string) =>
  JSON.stringify({ version: 1, submissionId: 'submission-1', index: 0, product: { name: 'Tea', sku } });

describe.concurrent('list', () => {
  it('shows what failed and why, and leaves it there', async () => {
    const { bury, deadLetterQueueUrl, run, runJson, visible } = await setUp();
    const explained = await bury(tea('A'), 'PRODUCT_TOO_LARGE');
    const moved = await bury(tea('B'));
    await bury('garbage {', 'MESSAGE_NOT_JSON');

    const deadLetters = await runJson('list');
    const table = await run('list');

    expect(deadLetters).toHaveLength(3);
    expect(deadLetters).toContainEqual(
      expect.objectContaining({
        id: explained,
        failure: { code: 'PRODUCT_TOO_LARGE', reason: 'its reason' },
        originalId: 'original-1',
        item: { submissionId: 'submission-1', index: 0, sku: 'A', name: 'Tea' },
      }),
    );
    expect(table).toContain(explained);
    expect(table).toContain(moved);
    expect(table).toContain('MESSAGE_NOT_JSON: its reason');
    expect(await visible(deadLetterQueueUrl)).toHaveLength(3);
  });

  it('shows no more than the limit', async () => {
    const { bury, deadLetterQueueUrl, runJson, visible } = await setUp();
    await bury(tea('A'));
    await bury(tea('B'));

    expect(await runJson('list', '--limit', '1')).toHaveLength(1);
    expect(await visible(deadLetterQueueUrl)).toHaveLength(2);
  });

  it.each(['abc', '0', '-1', '1.5'])('refuses the limit %s', async (limit) => {
    const { runJson } = await setUp();

    await expect(runJson('list', `--limit=${limit}`)).rejects.toThrow(/whole number from 1/);
  });

  it('shows more than one receive returns', async () => {
    const { bury, runJson } = await setUp();
    await Promise.all(Array.from({ length: 25 }, (_, n) => bury(tea(String(n)))));

    expect(await runJson('list')).toHaveLength(25);
  });
});

describe.concurrent('show', () => {
  it('shows a whole message, as it was sent', async () => {
    const { bury, deadLetterQueueUrl, run, runJson, visible } = await setUp();
    const id = await bury(tea('A'), 'PRODUCT_TOO_LARGE');
    await bury(tea('B'));

    expect(await run('show', id)).toContain(tea('A'));
    expect(await runJson('show', id)).toMatchObject([{ id, body: tea('A'), attributes: { tenant: {} } }]);
    expect(await visible(deadLetterQueueUrl)).toHaveLength(2);
  });

  it('names the message of which a letter is a copy, as the log does', async () => {
    const { bury, run } = await setUp();
    const copy = await bury(tea('A'), 'PRODUCT_TOO_LARGE');
    const moved = await bury(tea('B'));

    expect(await run('show', copy)).toContain('\nmessageId in the log: original-1\n');
    expect(await run('show', moved)).not.toContain('messageId');
  });

  it('escapes what a message could do to a terminal, as text and as JSON', async () => {
    const { bury, run, runJson } = await setUp();
    const body = 'not JSON \u009B2J\u202E\nSent back: 1';
    const id = await bury(body, 'MESSAGE_NOT_JSON');

    expect(await run('show', id)).toContain(String.raw`not JSON \u009b2J\u202e\u000aSent back: 1`);
    expect(await run('--json', 'show', id)).not.toMatch(/[\u0080-\u009F\u202E]/);
    expect(await runJson('show', id)).toMatchObject([{ id, body }]);
  });

  it('names the id that doesn’t exist', async () => {
    const { run } = await setUp();
    await expect(run('show', 'no-such-id')).rejects.toThrow(NotFoundError);
  });
});

function writeLine(logGroup: string, line: object | string): void {
  cloud.writeLog(logGroup, typeof line === 'string' ? line : JSON.stringify(line));
}

const often = (messageId: string, invocation: string) => ({
  level: 'WARN',
  message: 'Message received often',
  function_request_id: invocation,
  messageId,
});

const unknown = (text: string) => [{ lastError: { unknown: expect.stringContaining(text) as string } }];

/** Buries a message without a code, and writes lines of its worker. */
async function setUpMoved() {
  const stage = await setUp();
  const id = await stage.bury(tea('A'));
  const logGroup = `/aws/lambda/${stage.prefix}ProductSaverWorker`;
  return { ...stage, id, log: (line: object | string) => writeLine(logGroup, line) };
}

describe.concurrent('show, of a message that SQS moved', () => {
  it('says with which error the worker returned it at last', async () => {
    const { id, log, run, runJson } = await setUpMoved();
    log({ ...often(id, 'i-1'), error: { name: 'TimeoutError', message: 'first' } });
    log({ ...often(id, 'i-2'), error: { name: 'TimeoutError', message: 'last \u001B[2J' } });
    log({ ...often('another', 'i-3'), error: { name: 'TimeoutError', message: 'not its own' } });

    expect(await runJson('show', id)).toMatchObject([
      { id, lastError: { error: 'TimeoutError: last \u001B[2J', invocation: 'i-2' } },
    ]);
    const text = await run('show', id);
    expect(text).toMatch(
      /\nlast error, \d{4}-\d\d-\d\dT[\d:.]+Z: TimeoutError: last \\u001b\[2J \(invocation i-2\)\n/,
    );
    expect(text).toContain(tea('A'));
  });

  it.each([
    [
      'RequestId: i-1 Error: Runtime exited with error: signal: killed',
      'Runtime exited with error: signal: killed',
    ],
    ['2026-01-31T09:30:00.000Z i-1 Task timed out after 60.00 seconds', 'Task timed out after 60.00 seconds'],
    [{ type: 'platform.report', record: { requestId: 'i-1', status: 'timeout' } }, 'Task timed out'],
    [
      {
        type: 'platform.runtimeDone',
        record: { requestId: 'i-1', status: 'error', errorType: 'Runtime.ExitError' },
      },
      'Runtime.ExitError',
    ],
  ])('says how the invocation ended that had begun with it: %j', async (line, error) => {
    const { id, log, runJson } = await setUpMoved();
    log(often(id, 'i-1'));
    log({ type: 'platform.start', record: { requestId: 'i-1' } });
    log(line);

    expect(await runJson('show', id)).toMatchObject([{ lastError: { error, invocation: 'i-1' } }]);
  });

  it('says so when the log doesn’t name it, isn’t there, or doesn’t know the end', async () => {
    const [unnamed, missing, open] = [await setUpMoved(), await setUpMoved(), await setUpMoved()];
    unnamed.log('INIT_REPORT');
    open.log(often(open.id, 'i-1'));
    open.log({ type: 'platform.report', record: { requestId: 'i-1', status: 'success' } });

    expect(await unnamed.runJson('show', unnamed.id)).toMatchObject(unknown("doesn't name the message"));
    expect(await missing.runJson('show', missing.id)).toMatchObject(unknown('ResourceNotFoundException'));
    expect(await open.runJson('show', open.id)).toMatchObject(unknown('how invocation i-1 ended'));
    expect(await missing.run('show', missing.id)).toContain('last error: unknown, because /aws/lambda/');
  });

  it('asks no log about a message that says its reason itself', async () => {
    const { bury: buryOne, runJson } = await setUp();
    const id = await buryOne(tea('A'), 'PRODUCT_TOO_LARGE');

    expect(await runJson('show', id)).toEqual([
      expect.not.objectContaining({ lastError: expect.anything() }),
    ]);
  });
});

describe.concurrent('list, whose output nobody reads', () => {
  it('ends quietly', async () => {
    const { prefix } = await setUp();
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--prefix', prefix, 'list'], {
      env: { ...process.env, ...cloud.environment },
    });
    let complaints = '';
    child.stderr.on('data', (chunk) => (complaints += chunk));
    child.stdout.destroy();

    expect(await once(child, 'close')).toEqual([141, null]);
    expect(complaints).toBe('');
  });
});

describe.concurrent('redrive', () => {
  it('sends the chosen ones back unchanged, body and attributes, and leaves the others', async () => {
    const { bury, deadLetterQueueUrl, bulkQueueUrl, runJson, visible } = await setUp();
    const chosen = await bury(tea('A'), 'PRODUCT_TOO_LARGE');
    await bury(tea('B'));

    expect(await runJson('redrive', chosen)).toEqual({ redriven: 1, notFound: [] });
    expect(await visible(bulkQueueUrl)).toEqual([
      { body: tea('A'), attributes: ['code', 'originalMessageId', 'reason', 'tenant'] },
    ]);
    expect(await visible(deadLetterQueueUrl)).toMatchObject([{ body: tea('B') }]);
  });

  it('sends all of them back', async () => {
    const { bury, deadLetterQueueUrl, run, visible } = await setUp();
    await Promise.all(Array.from({ length: 12 }, (_, n) => bury(tea(String(n)), 'CODE')));

    expect(await run('redrive', '--all')).toBe('Sent back: 12');
    expect(await visible(deadLetterQueueUrl)).toEqual([]);
  });

  it('sends one of all back as it sends a chosen one', async () => {
    const { bury, bulkQueueUrl, run, visible } = await setUp();
    await run('redrive', await bury(tea('A'), 'CODE'));
    await bury(tea('A'), 'CODE');
    await run('redrive', '--all');

    const [chosen, oneOfAll] = await visible(bulkQueueUrl);

    expect(oneOfAll).toEqual(chosen);
  });

  it('loses none when its process is killed', async () => {
    const { bury, count, deadLetterQueueUrl, prefix, bulkQueueUrl } = await setUp();
    await Promise.all(Array.from({ length: 300 }, (_, n) => bury(tea(String(n)))));
    const main = fileURLToPath(new URL('main.ts', import.meta.url));

    const child = spawn(process.execPath, [main, '--prefix', prefix, 'redrive', '--all'], {
      env: { ...process.env, ...cloud.environment },
    });
    await vi.waitUntil(async () => (await count(bulkQueueUrl)) > 20, { timeout: 120_000, interval: 5 });
    child.kill('SIGKILL');
    await once(child, 'close');

    const [sentBack, left] = [await count(bulkQueueUrl), await count(deadLetterQueueUrl)];
    expect(left).toBeGreaterThan(0);
    // Those being sent, of which there are ten at once, can be in both.
    expect(sentBack + left).toBeGreaterThanOrEqual(300);
    expect(sentBack + left).toBeLessThanOrEqual(310);
  });
});

describe.concurrent('drop', () => {
  it('deletes the chosen ones only', async () => {
    const { bury, deadLetterQueueUrl, bulkQueueUrl, runJson, visible } = await setUp();
    const chosen = await bury(tea('A'));
    await bury(tea('B'));

    expect(await runJson('drop', chosen)).toEqual({ dropped: 1, notFound: [] });
    expect(await visible(deadLetterQueueUrl)).toMatchObject([{ body: tea('B') }]);
    expect(await visible(bulkQueueUrl)).toEqual([]);
  });

  it('deletes all of them only with --yes', async () => {
    const { bury, deadLetterQueueUrl, run, visible } = await setUp();
    await bury(tea('A'));

    await expect(run('drop', '--all')).rejects.toThrow(UsageError);
    expect(await visible(deadLetterQueueUrl)).toHaveLength(1);
    expect(await run('drop', '--all', '--yes')).toBe('Dropped: 1');
    expect(await visible(deadLetterQueueUrl)).toEqual([]);
  });
});

describe.concurrent('the choice of dead letters', () => {
  it.each([
    ['none', ['redrive']],
    ['all and some', ['redrive', '--all', 'a']],
  ])('is refused when it names %s', async (_, words) => {
    const { run } = await setUp();

    await expect(run(...words)).rejects.toThrow('Give ids, or --all');
  });
});

describe.concurrent('the queues', () => {
  it('are named when they don’t exist', async () => {
    const { run } = await setUp();

    await expect(run('--prefix', 'nowhere-', 'list')).rejects.toThrow(
      /No queue nowhere-product-.*queue in this account/,
    );
  });
});
