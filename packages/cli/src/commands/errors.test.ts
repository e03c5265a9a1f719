import { mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csv } from '../testing/csv.ts';
import { type FakeOptions, sendProblem, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory, runCli } from '../testing/run-cli.ts';

async function findDeadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}

/** Runs a command that fails, beside some files, and returns its exit code and the lines that it says on the standard error. */
async function runFailing(args: readonly string[], options: FakeOptions = {}) {
  const fake = await startFakeCatalog(options);
  const files = {
    'products.csv': csv(2),
    'empty.csv': '',
    'm.json': '[1]',
    'bad.json': '{',
    'one.csv': 'sku!name!price\nA!One!1\n',
    'cut.csv.gz': gzipSync(csv(2)).subarray(0, -9),
    'long.csv.gz': Buffer.concat([gzipSync(csv(2)), Buffer.from('more')]),
  };
  const { directory, at } = makeDirectory(files);
  mkdirSync(at('folder'));
  const { code, stderr } = await runCli([...args, '--url', fake.url], { cwd: directory });
  return { fake, code, lines: stderr.trimEnd().split('\n') };
}

describe('a command that is used wrongly ends with 2, sends nothing, and says how to use it', () => {
  it.each([
    [['import', 'none.csv', '--yes'], "none.csv doesn't exist. Check the name"],
    [['import', 'folder', '--yes'], 'folder is a directory. Name a file in it.'],
    [['import', 'empty.csv', '--yes'], 'empty.csv is empty.'],
    [['import', '/dev/null', '--yes'], '/dev/null is no regular file.'],
    [['import', 'cut.csv.gz', '--yes'], /^cut.csv.gz: .*ends too early.*pack it again/],
    [['import', 'long.csv.gz', '--yes'], /^long.csv.gz: .*other bytes follow.*pack it again/],
    [
      ['import', 'one.csv', '--yes'],
      /fit the file: it names no column for "name".*The columns, separated by commas, are: sku!name!price$/,
    ],
    [['import', 'products.csv'], 'Add --yes to import products.csv like this.'],
    [
      ['import', 'products.csv', '--yes', '--map', 'name'],
      '--map name: write field=column, such as name=Title.',
    ],
    [
      ['import', 'products.csv', '--yes', '--map', 'sku=Nr'],
      /Nr.*The columns, separated by commas, are: SKU, ?Title/,
    ],
    [['import', 'products.csv', '--yes', '--mapping', 'none.json'], '--mapping none.json: ENOENT'],
    [['import', 'products.csv', '--yes', '--mapping', 'bad.json'], '--mapping bad.json: '],
    [
      ['import', 'products.csv', '--yes', '--mapping', 'm.json'],
      '--mapping m.json: it must hold a JSON object',
    ],
    [['import', 'products.csv', '--yes', '--max-failed', '1.5'], '--max-failed 1.5: give a number of rows'],
    [['import', 'products.csv', '--yes', '--max-failed', '101%'], '--max-failed 101%: give a number of rows'],
    [['import', 'products.csv', '--yes', '--decimal', ';'], 'Allowed choices are ., ,.'],
    [['import', 'products.csv', '--yes', '--token', 'a b'], 'The access token has characters'],
    [['import', 'products.csv', '--frobnicate'], "unknown option '--frobnicate'"],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['products', 'delete', 'a'], 'Add --yes to delete product a.'],
    [['products', 'get'], 'Name the product by its id, or by --sku.'],
    [['products', 'list', '--limit', '0'], '0: give a whole number from 1.'],
    [['products', 'patch', 'a', '{'], 'This is not valid JSON'],
    [['submit'], 'This is not valid JSON'],
  ] as [string[], string | RegExp][])('%j', async (args, message) => {
    const { fake, code, lines } = await runFailing(args);

    expect({ code, lines }).toEqual({ code: 2, lines: [expect.stringMatching(message)] });
    expect(fake.requests.filter(({ line }) => !line.endsWith('/healthz'))).toEqual([]);
  });

  it('also with an invalid --url', async () => {
    expect(await runCli(['products', 'list', '--url', 'localhost:3000'])).toMatchObject({
      code: 2,
      stderr: '--url localhost:3000: give an http: or https: URL, such as http://127.0.0.1:3000.\n',
    });
  });
});

describe('a command that is impossible now ends with 3', () => {
  it('when nothing answers, and says how to start the catalog', async () => {
    const { at } = makeDirectory({ 'products.csv': csv(2) });
    const url = await findDeadUrl();

    expect(await runCli(['import', at('products.csv'), '--yes', '--url', url])).toEqual({
      code: 3,
      stdout: '',
      stderr: `Nothing answers at ${url}. Start the catalog with: npx --yes pnpm@12 start. Or name another one with --url.\n`,
    });
  });

  it('when the API is elsewhere and nothing answers', async () => {
    const { code, stderr } = await runCli(['products', 'list', '--url', 'http://catalog.invalid']);

    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: 'Nothing answers at http://catalog.invalid. Check --url and the network.\n',
    });
  });

  it.each([
    [401, 'UNAUTHENTICATED', 'Set ASYNC_CATALOG_TOKEN to a valid access token.'],
    [403, 'FORBIDDEN', 'A detail.'],
    [500, 'INTERNAL_ERROR', 'A detail. Try again; quote the request r-1 if it stays.'],
    [503, 'DEPENDENCY_UNAVAILABLE', 'Try again. Quote the request r-1 if it stays.', 'Try again.'],
  ])('when the API answers %i %s', async (status, code, fix, detail = 'A detail.') => {
    const result = await runFailing(['import', 'products.csv', '--yes'], {
      onRequest: ({ url }, response) => {
        if (url === '/imports') {
          sendProblem(response, status, code, detail);
        }
        return url === '/imports';
      },
    });

    expect(result).toMatchObject({ code: 3, lines: [expect.stringContaining(fix)] });
  });

  it('when an import is not there', async () => {
    const result = await runFailing(['imports', 'watch', 'import-9']);

    const fix = 'Check the id; only the caller who made an import can see it.';
    expect(result).toMatchObject({ code: 3, lines: [expect.stringContaining(fix)] });
  });

  it.each([
    ['a page', 404, { 'content-type': 'text/html' }, '<html>'],
    ['a storage', 200, { 'content-type': 'application/xml' }, '<?xml version="1.0"?>'],
    ['an empty answer', 204, {}, ''],
  ] as const)('when something else than the API answers: %s', async (_, status, headers, answer) => {
    const { code, lines, fake } = await runFailing(['imports', 'watch', 'import-9'], {
      onRequest: (_request, response) => {
        response.writeHead(status, headers).end(answer);
        return true;
      },
    });

    expect({ code, lines }).toEqual({
      code: 3,
      lines: [
        `Something else than the catalog answers at ${fake.url} (GET /healthz: ${status}). Is --url the catalog's API?`,
      ],
    });
    expect(fake.requests.map(({ line }) => line)).toEqual(['GET /healthz']);
  });
});

it('ends with 2 when the API refuses the file', async () => {
  const { code, lines } = await runFailing(['import', 'products.csv', '--yes'], {
    onRequest: ({ url = '' }, response) => {
      if (url.endsWith('/start')) {
        sendProblem(response, 422, 'INVALID_FILE', 'INVALID_GZIP: the file ends early.');
      }
      return url.endsWith('/start');
    },
  });

  expect({ code, lines }).toEqual({ code: 2, lines: ['INVALID_GZIP: the file ends early.'] });
});

it('says what is wrong with a request, and not that it is said elsewhere', async () => {
  const problem = {
    status: 400,
    code: 'INVALID_REQUEST',
    title: 'The request is malformed',
    detail: 'Invalid body. Fix what errors lists.',
    requestId: 'r',
    errors: [
      {
        pointer: '/fileName',
        code: 'INVALID_TEXT',
        detail: 'holds a control character, U+001B ESCAPE; remove it',
      },
    ],
  };
  const headers = { 'content-type': 'application/problem+json' };
  const { code, lines } = await runFailing(['import', 'products.csv', '--yes'], {
    onRequest: ({ url = '' }, response) => {
      if (url === '/imports') {
        response.writeHead(400, headers).end(JSON.stringify(problem));
      }
      return url === '/imports';
    },
  });

  expect({ code, lines }).toEqual({
    code: 2,
    lines: ['The request is malformed: fileName holds a control character, U+001B ESCAPE; remove it.'],
  });
});

it('ends with 2 when the API refuses the mapping, and names what is wrong', async () => {
  const problem = {
    status: 422,
    code: 'INVALID_MAPPING',
    title: 'The mapping does not fit the file',
    detail: 'Nothing was read. Fix what errors lists.',
    requestId: 'r',
  };
  const errors = [{ pointer: '/mapping/columns/Title', code: 'X', detail: 'fills no field' }];
  const headers = { 'content-type': 'application/problem+json' };
  const { code, lines } = await runFailing(['import', 'products.csv', '--yes'], {
    onRequest: ({ url = '' }, response) => {
      if (url.endsWith('/start')) {
        response.writeHead(422, headers).end(JSON.stringify({ ...problem, errors }));
      }
      return url.endsWith('/start');
    },
  });

  expect(code).toBe(2);
  expect(lines).toEqual([
    'The mapping does not fit the file: mapping.columns.Title fills no field. Change it with --map field=column or --mapping.',
  ]);
});

it('sends the token of the environment or the option to the API, never to the storage, and never prints it', async () => {
  const seen: string[] = [];
  const fake = await startFakeCatalog({
    onRequest: ({ url = '', headers }) => {
      seen.push(`${url.split('/')[1]?.split('?')[0]} ${headers.authorization ?? 'none'}`);
      return false;
    },
    states: [{ status: 'completed_with_errors', counts: { rejected: 1 } } as never],
    failedCsv: 'x',
  });
  const { at } = makeDirectory({ 'products.csv': csv(2) });
  writeFileSync(at('other.csv'), csv(3));
  const run = (args: string[], env = {}) =>
    runCli(['import', ...args, '--yes', '--json', '--url', fake.url], { env });

  const a = await run([at('products.csv')], { ASYNC_CATALOG_TOKEN: 'token-1' });
  const b = await run([at('other.csv'), '--token', 'token-2'], { ASYNC_CATALOG_TOKEN: 'token-1' });

  expect(new Set(seen)).toEqual(
    new Set(['healthz none', 'imports Bearer token-1', 'imports Bearer token-2', 'storage none']),
  );
  expect(JSON.stringify([a, b])).not.toContain('token-');
});
