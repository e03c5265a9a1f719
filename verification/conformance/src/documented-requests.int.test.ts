import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { document } from '@async-catalog/api/testing/conformance';
import { openCatalog } from '@async-catalog/local/testing';
import { startProcess } from '@async-catalog/local/testing/start-process';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createConformanceClient } from './testing/conformance-client.ts';

const ROOT = new URL('../../../', import.meta.url);
const CURL = fileURLToPath(new URL('testing/curl.ts', import.meta.url));
const CLI = fileURLToPath(new URL('packages/cli/src/main.ts', ROOT));

let apiUrl: string;
let bin: string;
beforeAll(async () => {
  const { catalog, stop } = await openCatalog();
  apiUrl = catalog.apiUrl;
  bin = await mkdtemp(join(tmpdir(), 'curl-'));
  await putProgram('curl', `exec "${process.execPath}" "${CURL}" "$@"`);
  // Stands in for npx, which asks its registry, and for the script of the root, which runs in another folder.
  await putProgram(
    'npx',
    `test "$1 $2" = '--yes pnpm@12' && test "$3 $4" = '--silent catalog' && shift 4 && exec "${process.execPath}" "${CLI}" "$@"`,
  );
  return async () => {
    await stop();
    await rm(bin, { recursive: true });
  };
});

async function putProgram(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

/** Runs a script as a reader would paste it, but for the port, and returns the statuses of its requests. */
async function paste(script: string) {
  const { stdout, stderr } = await promisify(execFile)(
    'sh',
    ['-ec', script.replaceAll('localhost:3000', new URL(apiUrl).host)],
    {
      cwd: bin,
      env: {
        ...process.env,
        API_PORT: new URL(apiUrl).port,
        PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      },
    },
  );
  return { stdout, statuses: stderr.trim().split('\n').map(Number) };
}

/** Reads the shell blocks of a page that have such a command. */
async function readBlocks(page: string, command = /\bcurl /): Promise<string[]> {
  const text = await readFile(new URL(page, ROOT), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block = '']) => block)
    .filter((block) => command.test(block));
}

describe('pasted from its page', () => {
  it('each curl command of the README works: a product is accepted, followed, reported, found, changed and deleted, a file sent and a spreadsheet saved', async () => {
    const blocks = await readBlocks('README.md');

    const { stdout, statuses } = await paste(blocks.join('\n'));

    expect(statuses).toEqual([202, 200, 200, 200, 202, 202, 202, 200]);
    expect(stdout).toMatch(/^Submission .*: completed$/m);
    expect(stdout).toContain('"sku":"MOKA-6"');
    expect(await readdir(bin)).toContainEqual(expect.stringMatching(/^submission-.*\.xlsx$/));
  });

  it('the commands of the README for a spreadsheet work: its rows are imported, the wrong one is kept, and a product is read', async () => {
    const [block = ''] = await readBlocks('README.md', /\bcatalog import /);

    // The import fails because one of its rows does.
    const { stdout } = await paste(`set +e\n${block}`);

    expect(stdout).toContain('Moka pot');
    expect(await readFile(join(bin, 'products.failed.csv'), 'utf8')).toContain('CUP-2;Cup, large;n/a;Acme');
  });

  it('each curl command of the how-to page works: a submission is followed, and a request found in the log', async () => {
    const lines = (await readBlocks('docs/how-to.md')).join('\n').split('\n');

    const { stdout, statuses } = await paste(lines.filter((line) => !line.startsWith('grep ')).join('\n'));

    // The wait ends at once if something was saved before it began.
    const waited = statuses.splice(2, 1);
    expect([200, 304]).toContain(waited[0]);
    expect(statuses).toEqual([202, 200, 200, 202]);
    expect(stdout).toMatch(/^etag: "/m);
    expect(stdout).toContain('{"event":"accepted","at":"');
  });

  it('each command that `start` says to try works: a product and the report of its update are read, and its price is changed', async () => {
    const { child, ended } = startProcess([]);
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    const output = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        if (text.includes('Press Ctrl-C')) {
          resolve(text);
        }
      });
    });
    const commands = [...output.matchAll(/^  (curl .*)$/gm)].map(([, command = '']) => command);

    const { stdout, statuses } = await paste(commands.join('\n'));

    expect(statuses).toEqual([200, 200, 202]);
    expect(stdout).toContain('"sku":"CAF-DEC-250"');
    expect(stdout).toMatch(/^Submission .*: completed$/m);
    expect(stdout).toContain('"submissionId":');
  });
});

const { description: GUIDES } = (document as unknown as { info: { description: string } }).info;

it('each curl command of the guides works, one after the other: products are submitted, repeated, followed, sent as lines, and listed in pages', async () => {
  const blocks = [...GUIDES.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

  const { stdout, statuses } = await paste(blocks.join('\n'));

  // The wait ends at once if something was saved before it began.
  const waited = statuses.splice(6, 1);
  expect([200, 304]).toContain(waited[0]);
  expect(statuses).toEqual([200, 200, 202, 202, 202, 200, 200, 200, 200, 200]);
  expect(stdout).toContain('"status":"completed"');
  // What the wait answered, whatever it was.
  expect(stdout).toMatch(/HTTP\/1\.1 (?:200|304)\b/);
});

type Body = { example: unknown } | { examples: Record<string, { value: unknown }> };
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: { readonly example?: string };
}
type Bodies = Record<
  string,
  { parameters?: readonly Parameter[]; requestBody?: { content: Record<string, Body> } }
>;

const PATHS = document.paths as unknown as Record<string, Bodies>;

/** Fills in a path, and the parameters of its query that are needed, with their examples. */
function exampleTarget(method: string, path: string): string {
  const { parameters = [] } = PATHS[path]?.[method.toLowerCase()] ?? {};
  const exampleIn = (place: Parameter['in']) =>
    parameters.flatMap(({ name, in: in_, required, schema }) =>
      in_ === place && required === true ? [[name, schema.example ?? ''] as const] : [],
    );
  const filled = exampleIn('path').reduce((target, [name, id]) => target.replace(`{${name}}`, id), path);
  const query = new URLSearchParams(Object.fromEntries(exampleIn('query'))).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

const EXAMPLES = Object.entries(PATHS).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { requestBody }]) =>
    Object.entries(requestBody?.content ?? {})
      // Text can't show what is packed.
      .filter(([mediaType]) => mediaType !== 'application/gzip')
      .flatMap(([mediaType, body]) =>
        ('examples' in body ? Object.values(body.examples) : [{ value: body.example }]).map(
          ({ value }) => [method.toUpperCase(), path, mediaType, value] as const,
        ),
      ),
  ),
);

it('there is an example of each body that the API takes', () => {
  const bodies = new Set(EXAMPLES.map(([method, path, mediaType]) => `${method} ${path} ${mediaType}`));

  expect([...bodies]).toEqual([
    'POST /products application/json',
    'PATCH /products application/merge-patch+json',
    'PATCH /products application/json',
    'POST /products/batch application/json',
    'POST /products/batch application/x-ndjson',
    'PATCH /products/{id} application/merge-patch+json',
    'PATCH /products/{id} application/json',
    'POST /imports application/json',
    'POST /imports text/csv',
    'POST /imports text/tab-separated-values',
    'POST /imports application/x-ndjson',
    'POST /imports/{id}/parts application/json',
    'POST /imports/{id}/start application/json',
    'POST /dead-letters/redrive application/json',
    'POST /dead-letters/drop application/json',
  ]);
});

it.each(EXAMPLES.filter(([, path]) => path.startsWith('/products')))(
  'the example of %s %s as %s is accepted whole',
  async (method, path, mediaType, example) => {
    const body = typeof example === 'string' ? example : JSON.stringify(example);
    const client = createConformanceClient(apiUrl);

    const answer = await client.send(method, exampleTarget(method, path), {
      headers: { 'content-type': mediaType },
      body,
    });

    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ rejected: [], warnings: [] });
  },
);

it.each(
  Object.entries(PATHS)
    .filter(([path]) => path.startsWith('/products'))
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => [method.toUpperCase(), path])),
)('%s %s works as it is copied, once the example of a product is saved', async (method = '', path = '') => {
  const client = createConformanceClient(apiUrl);
  const [, , mediaType, body] =
    EXAMPLES.find(([itsMethod, itsPath]) => itsMethod === method && itsPath === path) ?? [];
  const [, , , product] = EXAMPLES.find(([, itsPath]) => itsPath === '/products') ?? [];
  const headers = (PATHS[path]?.[method.toLowerCase()]?.parameters ?? []).flatMap(
    ({ name, in: in_, schema }) =>
      in_ === 'header' && schema.example !== undefined ? [[name, schema.example] as const] : [],
  );
  await client.send('POST', '/products', {
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify(product),
  });

  const answer = await client.send(method, exampleTarget(method, path), {
    headers: {
      ...Object.fromEntries(headers),
      ...(mediaType !== undefined && { 'content-type': mediaType }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject(method === 'GET' ? {} : { status: 'completed' });
});

/** Statuses of the answers where no part of the file is uploaded. */
const OF_IMPORTS: Readonly<Record<string, number>> = {
  'POST /imports application/json': 201,
  'POST /imports text/csv': 202,
  'POST /imports text/tab-separated-values': 202,
  'POST /imports application/x-ndjson': 202,
  'POST /imports/{id}/parts application/json': 200,
  'POST /imports/{id}/start application/json': 409,
};

it.each(EXAMPLES.filter(([, path]) => path.startsWith('/imports')))(
  'the example of %s %s as %s is taken',
  async (method, path, mediaType, example) => {
    const client = createConformanceClient(apiUrl);
    const send = (target: string, type: string, content: unknown) =>
      client.send(method, target, {
        headers: { 'content-type': type },
        body: typeof content === 'string' ? content : JSON.stringify(content),
      });
    const created = await send('/imports', 'application/json', { fileName: 'a.csv', size: 1 });
    const { importId } = (await created.json()) as { importId: string };

    const answer = await send(path.replace('{id}', importId), mediaType, example);

    expect(answer.status).toBe(OF_IMPORTS[`${method} ${path} ${mediaType}`]);
  },
);

it.each(EXAMPLES.filter(([, path]) => path.startsWith('/dead-letters')))(
  'the example of %s %s as %s is taken',
  async (method, path, mediaType, example) => {
    const client = createConformanceClient(apiUrl);

    const answer = await client.send(method, path, {
      headers: { 'content-type': mediaType },
      body: JSON.stringify(example),
    });

    expect(answer.status).toBe(200);
  },
);
