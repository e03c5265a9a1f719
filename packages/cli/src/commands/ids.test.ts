import { expect, it } from 'vitest';
import { sendProblem, startFakeCatalog } from '../testing/fake-catalog.ts';
import { importOf } from '../testing/import-of.ts';
import { runCli } from '../testing/run-cli.ts';

/** Starts an API that has the import i-1 and the submission s-1. */
async function prepare() {
  const { url, requests } = await startFakeCatalog({
    onRequest: ({ url: path = '' }, response) => {
      const [, kind, id] = /^\/(\w+)\/([^/]+)/.exec(path) ?? [];
      const found = {
        'imports/i-1': importOf({ importId: 'i-1' }),
        'submissions/s-1': { submissionId: 's-1' },
      };
      const answer = found[`${kind}/${id}` as keyof typeof found];
      if (answer !== undefined) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      } else if (kind === 'imports') {
        sendProblem(response, 404, 'IMPORT_NOT_FOUND', 'You have no import with this id.');
      } else if (kind === 'submissions') {
        sendProblem(response, 404, 'SUBMISSION_NOT_FOUND', 'You have no submission with this id.');
      }
      return kind === 'imports' || kind === 'submissions';
    },
  });
  return {
    url,
    paths: () => requests.map(({ line }) => line),
    run: (command: string, id: string) => runCli([...command.split(' '), id, '--url', url]),
  };
}

const OF_SUBMISSIONS = ['story', 'submissions get', 'submissions timeline', 'submissions cancel'];
const OF_IMPORTS = ['imports watch', 'imports cancel', 'imports report'];
const OF_PRODUCTS = ['products get', 'products patch', 'products delete --yes', 'products get --sku'];

it.each([...OF_SUBMISSIONS, ...OF_IMPORTS, ...OF_PRODUCTS])(
  '%s refuses an empty id, and asks nothing',
  async (command) => {
    const { run, paths } = await prepare();

    const { code, stderr } = await run(command, '');

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^(?:The id|--sku) is empty\..*\n$/) as string,
    });
    expect(paths().filter((line) => line !== 'GET /healthz')).toEqual([]);
  },
);

it.each([
  ['https://api.example/submissions/s-1/timeline?x=1', 'Give the id alone, s-1, in place of https://'],
  ['https://api.example/console/submissions/s-1', 'Give the id alone, s-1, in place of https://'],
  ['https://api.example/', 'https://api.example/ is no id: '],
  ['..', '.. is no id: '],
  ['s-1\u001B[2J', String.raw`s-1\u001b[2J is no id: `],
])('refuses %j as an id, and says what to give', async (id, fix) => {
  const { run, paths } = await prepare();

  const { code, stderr } = await run('story', id);

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(fix) as string });
  expect(paths()).toEqual([]);
});

it.each(OF_SUBMISSIONS)('%s says that an id is that of an import, and what shows it', async (command) => {
  const { run, url } = await prepare();

  const { code, stderr } = await run(command, 'i-1');

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `i-1 is an import, not a submission. What became of it: async-catalog --url ${url} imports watch i-1. Of each row: async-catalog --url ${url} imports report i-1\n`,
  });
});

it.each(OF_IMPORTS)('%s says that an id is that of a submission, and what shows it', async (command) => {
  const { run, url } = await prepare();

  const { code, stderr } = await run(command, 's-1');

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `s-1 is a submission. Look at it with: async-catalog --url ${url} submissions get s-1\n`,
  });
});
