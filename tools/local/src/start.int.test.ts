import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalogClient } from '@async-catalog/client';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startProcess } from './testing/start-process.ts';

/** Starts the process, and kills it after the test. */
function start(...how: Parameters<typeof startProcess>) {
  const started = startProcess(...how);
  onTestFinished(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'start-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

async function activeFaults(api: string): Promise<unknown> {
  const { faults } = (await (await fetch(`${api}/console/faults`)).json()) as { faults: unknown };
  return faults;
}

describe('start', () => {
  it('exits 0 with --once when the sample is saved, after a ready line and a summary', async () => {
    const { code, output, complaints } = await start(['--once']).ended;

    expect(complaints).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^Console: http:\/\/127\.0\.0\.1:\d+\/console\/\nready /);
    expect(output).toMatch(
      /^ready api=http:\/\/127\.0\.0\.1:\d+ sqs=http:\S+ s3=http:\S+ dynamodb=http:\S+ lambda=http:\S+ cloudwatch=http:\S+$/m,
    );
    expect(output).toMatch(/^500 products submitted: saved 500, in .*\nUpdating some of it: 75\n/m);
    const [outcome, changes, ...sums] = output.split('Updating some of it: 75\n')[1]?.split('\n') ?? [];
    expect(outcome).toMatch(/^75 products submitted: saved 75, in \S+ s$/);
    expect(changes).toBe('  updated 73, unchanged 1, deleted 1');
    expect(sums).toEqual([
      '  EUR  186  73,700.08  -2,066.16',
      '  JPY  63  3,992,280  -125,972',
      '  GBP  49  156,633.72  -4,946.89',
      '  USD  49  22,885.50  -721.30',
      '  SEK  35  972,610.00  -30,715.00',
      '  DKK  21  191,786.00  -6,057.00',
      '  KRW  20  12,955,000  -358,200',
      '  CNY  14  17,012.60  -537.60',
      '  7 others  63',
      '',
    ]);
  });

  it('says on a second run with the same data what it changed back, and changes it again', async () => {
    const dataDir = await temporaryDirectory();
    expect((await start(['--once', '--data-dir', dataDir]).ended).code).toBe(0);

    const { code, output } = await start(['--once', '--data-dir', dataDir]).ended;

    expect(code).toBe(0);
    expect(output).toMatch(
      /^500 products submitted: saved 500, in \S+ s\n  created 1, updated 73, unchanged 426\n/m,
    );
    expect(output).toMatch(
      /^75 products submitted: saved 75, in \S+ s\n  updated 73, unchanged 1, deleted 1\n/m,
    );
  });

  it('serves without the sample with --empty, and ends with exit code 0 on Ctrl-C', async () => {
    const { child, ready, ended } = start(['--empty']);
    const { api } = await ready;

    expect((await fetch(`${api}/readyz`)).status).toBe(200);
    child.kill('SIGINT');
    const { code, output } = await ended;

    expect(code).toBe(0);
    expect(output).not.toMatch(/products submitted|Try:/);
    expect(output).toContain('What was saved is in memory and goes with it: --data-dir DIR keeps it.');
    await expect(fetch(`${api}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('serves the console with its settings, where its pages may send files to S3', async () => {
    const { api = '', s3 = '' } = await start(['--empty']).ready;

    const page = await fetch(`${api}/console/submissions`);
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
    const config = await fetch(`${api}/console/config.json`);

    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${s3};`);
    expect((await fetch(api + script)).headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await config.json()).toEqual({ apiUrl: '/', stage: 'local', faults: '/console/faults' });
  });

  it('loses nothing that was accepted when Ctrl-C comes: the next start on the same directory finishes it', async () => {
    const dataDir = await temporaryDirectory();
    const first = start(['--empty', '--data-dir', dataDir]);
    const before = createCatalogClient({ baseUrl: (await first.ready)['api'] ?? '' });
    const accepted = await Promise.all(
      Array.from({ length: 20 }, (_, index) => before.createProduct({ name: `Cup ${index}`, price: index })),
    );
    first.child.kill('SIGINT');
    const { code, output } = await first.ended;
    expect(code).toBe(0);
    expect(output).toContain(`What was saved stays in ${dataDir}.`);

    const second = start(['--empty', '--data-dir', dataDir]);
    const after = createCatalogClient({ baseUrl: (await second.ready)['api'] ?? '' });
    const submissions = await Promise.all(
      accepted.map(({ submissionId }) => after.waitForSubmission(submissionId)),
    );

    expect(submissions.map(({ status }) => status)).toEqual(accepted.map(() => 'completed'));
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('answers a page that waits for a change when Ctrl-C comes, and does not wait with it', async () => {
    const { child, ready, ended } = start(['--empty']);
    const { api = '' } = await ready;
    const catalog = createCatalogClient({ baseUrl: api });
    // Waits for its product for minutes.
    const { submissionId } = await catalog.createProducts([{ op: 'patch', sku: 'NONE', price: 1 }]);
    const url = `${api}/submissions/${submissionId}`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const askedAt = performance.now();
    const waiting = request(url, { headers: { 'if-none-match': etag, prefer: 'wait=20' } }).end();
    const answered = once(waiting, 'response');
    await once(waiting, 'finish');
    // The API has begun to wait once it answers a request that came later.
    await fetch(`${api}/healthz`);
    child.kill('SIGINT');

    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.statusCode).toBe(304);
    expect(performance.now() - askedAt).toBeLessThan(20_000);
    expect((await ended).code).toBe(0);
  });

  it('goes on when nobody reads its output any more, and ends with exit code 0 on Ctrl-C', async () => {
    const { child, ready, ended } = start([]);
    const { api = '' } = await ready;
    child.stdout.destroy();
    const catalog = createCatalogClient({ baseUrl: api });

    await vi.waitFor(async () => expect((await catalog.products().next()).value).toBeDefined(), {
      timeout: 300_000,
    });
    child.kill('SIGINT');
    const { code, complaints } = await ended;

    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  });

  it('ends at once on a second Ctrl-C', async () => {
    const { child, ready, ended } = start([]);
    await ready;
    child.kill('SIGINT');
    child.kill('SIGTERM');

    const { code } = await ended;
    expect(code).not.toBe(0);
  });

  it('breaks the catalog once the sample is saved, and lets SQS move a dead letter', async () => {
    const { child, ready, ended } = start(['--fault', 'worker-crashes']);
    const { api = '' } = await ready;
    await vi.waitFor(async () => expect(await activeFaults(api)).toEqual([{ name: 'worker-crashes' }]), {
      timeout: 300_000,
      interval: 200,
    });
    const catalog = createCatalogClient({ baseUrl: api });
    const saved = (await (await fetch(`${api}/products?limit=1`)).json()) as { items: unknown[] };
    const { submissionId } = await catalog.createProduct({ name: 'Teapot', price: 24.5, sku: 'DRILL' });
    await vi.waitFor(
      async () => {
        const { count } = (await (await fetch(`${api}/dead-letters`)).json()) as { count: number };
        expect(count).toBe(1);
      },
      { timeout: 300_000, interval: 2000 },
    );
    child.kill('SIGINT');
    const { output, complaints } = await ended;

    expect(saved.items).toHaveLength(1);
    // By which the story of the submission finds it.
    const often = complaints.split('\n').find((line) => line.includes('Message received often'));
    expect(often).toContain(`"submissionId":"${submissionId}"`);
    expect(output).toContain('500 products submitted: saved 500');
    expect(output).toContain('Fault worker-crashes: the worker ends at its first call of AWS');
    expect(output, 'commands that the fault makes fail').not.toContain('Try:');
  });

  it('has the settings of the template again on the next start without the fault', async () => {
    const dataDir = await temporaryDirectory();
    const settings = async (...args: string[]) => {
      const { child, ready, ended } = start(['--empty', '--data-dir', dataDir, ...args]);
      const { api = '', sqs: endpoint = '' } = await ready;
      await vi.waitFor(async () => expect(await activeFaults(api)).toHaveLength(args.length > 0 ? 1 : 0), {
        timeout: 300_000,
      });
      const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials: CREDENTIALS });
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: `${endpoint}/000000000000/product-queue`,
          AttributeNames: ['VisibilityTimeout', 'RedrivePolicy'],
        }),
      );
      sqs.destroy();
      child.kill('SIGINT');
      await ended;
      const { maxReceiveCount } = JSON.parse(Attributes.RedrivePolicy ?? '{}') as {
        maxReceiveCount: unknown;
      };
      return [Attributes.VisibilityTimeout, Number(maxReceiveCount)];
    };

    expect(await settings('--fault=worker-crashes')).toEqual(['2', 8]);
    expect(await settings()).toEqual(['360', 100]);
  });

  it('lists the faults that there are to an unknown one, and exits 2', async () => {
    const { code, complaints } = await start(['--fault', 'flood']).ended;

    expect(code).toBe(2);
    expect(complaints).toMatch(/^--fault: there is no fault "flood"\. Faults:\n {2}table-out +every call/);
    expect(complaints).not.toContain('    at ');
  });

  it('refuses a fault of a service that runs elsewhere in one line, and exits 2', async () => {
    const { code, complaints } = await start(['--empty', '--fault', 'tables-throttled'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    }).ended;

    expect(code).toBe(2);
    expect(complaints.trimEnd()).toMatch(/^.*--fault tables-throttled: DynamoDB runs elsewhere.*$/);
  });

  it('says in one line which flag is wrong, and exits 2', async () => {
    const { code, complaints } = await start(['--onse']).ended;

    expect(code).toBe(2);
    expect(complaints).toContain('--onse');
    expect(complaints).not.toContain('    at ');
  });

  it.each([
    [{ AUTH_ISSUER: 'https://issuer.example' }, 'AUTH_AUDIENCE'],
    [{ AUTH_ISSUER: 'http://issuer.example', AUTH_AUDIENCE: 'catalog' }, 'AUTH_ISSUER'],
  ])('says in one line which variable of %j is wrong, and exits 2', async (environment, name) => {
    const { code, complaints } = await start(['--empty'], environment).ended;

    expect(code).toBe(2);
    expect(complaints.trimEnd().split('\n')).toHaveLength(1);
    expect(complaints).toContain(name);
  });

  it('says in one line which port is in use, and exits 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };

    for (const name of ['API_PORT', 'LOCAL_CLOUD_PORT']) {
      const { code, complaints } = await start(['--empty'], { [name]: String(port) }).ended;
      expect(code).toBe(1);
      expect(complaints.trimEnd()).toMatch(new RegExp(`^.*${port}.* Set ${name} to [^\\n]*$`));
      expect(complaints).not.toContain('API_HOST');
    }
  });

  it('says in one line that the data directory cannot be written, and exits 1', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');

    const { code, complaints } = await start(['--empty', '--data-dir', join(file, 'data')]).ended;

    expect(code).toBe(1);
    expect(complaints.trimEnd().split('\n')).toHaveLength(1);
    expect(complaints).toContain(`--data-dir ${join(file, 'data')} can't be used; choose another one`);
  });

  it('says in one line that the data directory is used by another run, and exits 1', async () => {
    const dataDir = await temporaryDirectory();
    await start(['--empty', '--data-dir', dataDir]).ready;

    const { code, complaints } = await start(['--empty', '--data-dir', dataDir]).ended;

    expect(complaints).toBe(`The data directory ${dataDir} is used by another local cloud.\n`);
    expect(code).toBe(1);
  });
});
