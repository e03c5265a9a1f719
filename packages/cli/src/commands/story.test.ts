import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { startTestCloud, type TestCloud } from '@async-catalog/local-cloud/testing';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sendProblem, startFakeCatalog } from '../testing/fake-catalog.ts';
import { type OnOutput, runCli } from '../testing/run-cli.ts';

const WORKER = '/aws/lambda/ProductSaverWorker';
const INTAKE = '/aws/lambda/CreateProductProcessor';
const T0 = Date.parse('2026-01-31T09:30:00.000Z');
const at = (ms: number): string => new Date(T0 + ms).toISOString();

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ metricFilters: [] });
  const write = (logGroup: string, ms: number, fields: object) =>
    cloud.writeLog(logGroup, JSON.stringify({ submissionId: 's-1', ...fields }), T0 + ms);
  write(INTAKE, 400, { message: 'Submission accepted', accepted: 1 });
  write(WORKER, 900, {
    message: 'Record returned to the queue',
    index: 0,
    receiveCount: 1,
    error: { name: 'TimeoutError', message: 'too\u001B[2J slow' },
  });
  cloud.writeLog(
    WORKER,
    JSON.stringify({
      message: 'Products saved',
      submissions: [{ submissionId: 's-1', receiveCount: 2, created: [0] }],
    }),
    T0 + 6000,
  );
  return () => cloud.close();
});

const TIMELINE = [
  { event: 'accepted', at: at(0) },
  { event: 'first_saved', at: at(6010) },
  { event: 'last_saved', at: at(6010) },
  { event: 'completed', at: at(6010), status: 'completed' },
];

/** Starts an API that has the submissions s-1, which is logged, and s-2, which isn't, and not complete. */
async function prepare(logsUrl = cloud.clientConfig('cloudwatch').endpoint) {
  const { url } = await startFakeCatalog({
    onRequest: ({ url: path = '' }, response) => {
      const [, submissionId] = /^\/submissions\/(s-[12])\/timeline$/.exec(path) ?? [];
      if (submissionId !== undefined) {
        response.setHeader('content-type', 'application/json');
        const events = submissionId === 's-1' ? TIMELINE : TIMELINE.slice(0, -1);
        response.end(JSON.stringify({ submissionId, events }));
        return true;
      }
      if (path.startsWith('/submissions')) {
        sendProblem(response, 404, 'SUBMISSION_NOT_FOUND', 'You have no submission with this id.');
        return true;
      }
      return false;
    },
  });
  const env = {
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logsUrl,
    AWS_ACCESS_KEY_ID: 'anyone',
    AWS_SECRET_ACCESS_KEY: 'anything',
    AWS_REGION: 'eu-west-1',
  };
  return {
    url,
    run: (
      args: readonly string[],
      more: { env?: Record<string, string | undefined>; onOutput?: OnOutput } = {},
    ) => runCli(['story', ...args, '--url', url], { ...more, env: { ...env, ...more.env } }),
  };
}

/** Starts a log that answers as it is told, until the end of the test. */
async function startLog(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers pages of 10,000 lines, so many in all, of the intake; none of the worker. */
function answerLines(count: number): RequestListener {
  const message = JSON.stringify({ submissionId: 's-1', message: 'Record returned to the queue', index: 0 });

  async function answer(...[request, response]: Parameters<RequestListener>): Promise<void> {
    const { logGroupName, nextToken = '0' } = (await json(request)) as Record<string, string>;
    const from = Number(nextToken);
    const until = logGroupName === INTAKE ? Math.min(from + 10_000, count) : 0;
    const events = Array.from({ length: Math.max(until - from, 0) }, () => ({ timestamp: T0, message }));
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ events, ...(until > 0 && until < count && { nextToken: String(until) }) }));
  }

  return (request, response) => void answer(request, response);
}

const refusing =
  (type: string): RequestListener =>
  (_, response) =>
    void response
      .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ __type: type, message: 'No.' }));

describe('story', () => {
  it('prints a line for each event of the record and the log, and nothing in it steers a terminal', async () => {
    const { run } = await prepare();

    const { code, stdout, stderr } = await run(['s-1']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${at(0)}\t\taccepted\t1 accepted`,
      `${at(400)}\t+400 ms\tqueued\t1 item`,
      String.raw`${at(900)}	+500 ms	returned	item 0, delivery 1: TimeoutError: too\u001b[2J slow`,
      `${at(6000)}\t+5.1 s\tsaved\titem 0 created, delivery 2`,
      `${at(6010)}\t+10 ms\tcompleted\tcompleted`,
      '',
    ]);
  });

  it('prints an object a line with --json', async () => {
    const { run } = await prepare();

    const { stdout } = await run(['s-1', '--json']);

    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(events).toEqual([
      { event: 'accepted', at: at(0), accepted: 1 },
      { event: 'queued', at: at(400), accepted: 1 },
      { event: 'returned', at: at(900), index: 0, receiveCount: 1, why: 'TimeoutError: too\u001B[2J slow' },
      { event: 'saved', at: at(6000), items: { created: [0] }, receiveCount: 2 },
      { event: 'completed', at: at(6010), status: 'completed' },
    ]);
  });

  it('has what the record knows where the log has nothing, and says which log was read', async () => {
    const { run } = await prepare();

    const { code, stdout } = await run(['s-2']);

    expect(code).toBe(0);
    expect(stdout).toContain('\tfirst_saved\t');
    expect(stdout).toContain(
      `No lines of it are in the log of this machine's catalog at ${cloud.clientConfig('cloudwatch').endpoint}:`,
    );
  });

  it('asks the log nothing about a submission that the API doesn’t show', async () => {
    let asked = 0;
    const { run } = await prepare(
      await startLog((_, response) => {
        asked += 1;
        response.end('{}');
      }),
    );

    expect(await run(['s-9'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('You have no submission with this id.') as string,
    });
    expect(asked).toBe(0);
  });

  it('reads the log groups of a stage, from before the acceptance to eight hours after the end, if there is one', async () => {
    const asked: Record<string, unknown>[] = [];
    const { run } = await prepare(
      await startLog((request, response) => {
        request.on('data', (body: Buffer) => asked.push(JSON.parse(String(body)) as Record<string, unknown>));
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"events":[]}');
      }),
    );

    expect(await run(['s-1', '--stage', 'prod'])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['s-2', '--stage', 'prod'])).toMatchObject({ code: 0, stderr: '' });

    const logGroups = ['/aws/lambda/prod-CreateProductProcessor', '/aws/lambda/prod-ProductSaverWorker'];
    const startTime = T0 - 60_000;
    const endTime = T0 + 6010 + 8 * 3_600_000;
    expect(asked).toEqual([
      ...logGroups.map((logGroupName) => ({ logGroupName, filterPattern: '"s-1"', startTime, endTime })),
      ...logGroups.map((logGroupName) => ({ logGroupName, filterPattern: '"s-2"', startTime })),
    ]);
  });

  it.each([
    [100_000, 0],
    [100_001, 3],
  ])('sums up %d lines, and ends with %d', async (count, code) => {
    const { run } = await prepare(await startLog(answerLines(count)));

    const told = await run(['s-1']);

    expect(told).toMatchObject({ code, stderr: '' });
    expect(told.stdout).toContain('\treturned\titem 0, 100,000 times until');
    expect(told.stdout.includes('The log has more than 100,000 lines of it')).toBe(code === 3);
  });

  it.each([
    [
      'AccessDeniedException',
      /logs:FilterLogEvents on arn:aws:logs:\*:\*:log-group:\/aws\/lambda\/prod-Create\w+:\*/,
    ],
    ['ResourceNotFoundException', /no log group \/aws\/lambda\/prod-CreateProductProcessor .*AWS_REGION/],
    ['UnrecognizedClientException', /aws sso login/],
    ['ExpiredTokenException', /aws sso login/],
    ['InvalidParameterException', /Can't read the log of prod on AWS: No\./],
  ])('says what to do about %s, and what can be seen without the log', async (type, fix) => {
    const { run } = await prepare(await startLog(refusing(type)));

    const { code, stdout, stderr } = await run(['s-1', '--stage', 'prod']);

    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(fix);
    expect(stderr).toContain('submissions timeline s-1');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([undefined, ''])('says what to set where the region is %j', async (region) => {
    const { run } = await prepare();

    const { code, stderr } = await run(['s-1', '--stage', 'prod'], {
      env: { AWS_REGION: region, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    });

    expect(code).toBe(3);
    expect(stderr).toMatch(/^Region .*: set AWS_REGION to that of the stage\./);
  });

  it('says where nothing answers', async () => {
    const { run } = await prepare('http://127.0.0.1:9');

    const { code, stderr } = await run(['s-1']);

    expect(code).toBe(3);
    expect(stderr).toContain('http://127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9');
  });

  it('says what it reads when that takes long, and stops at Ctrl-C', async () => {
    const { run } = await prepare(await startLog(() => undefined));

    const { code, stdout, stderr } = await run(['s-1'], {
      onOutput: (output, kill) => {
        if (output.includes('Reading')) {
          kill('SIGINT');
        }
      },
    });

    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'Stopped reading the log. Nothing was changed.\n',
    });
    expect(stdout).toContain(`from ${at(-60_000)} on…`);
  });

  it('refuses a stage without its API', async () => {
    const { code, stderr } = await runCli(['story', 's-1', '--stage', 'prod'], {
      env: { API_PORT: new URL((await prepare()).url).port },
    });

    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--url') as string });
  });
});
