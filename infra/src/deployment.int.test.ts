import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stackNames } from './app-stacks.ts';
import { createCatalogApp } from './catalog-app.ts';
import { STAGES } from './config.ts';

const ASSEMBLIES = mkdtempSync(path.join(tmpdir(), 'async-catalog-assemblies-'));
const BUNDLE = path.join(import.meta.dirname, 'testing/bundle');
const SITE = path.join(import.meta.dirname, 'testing/site');

beforeAll(() => {
  for (const stageName of STAGES) {
    const outdir = path.join(ASSEMBLIES, stageName);
    createCatalogApp({ stageName, bundle: BUNDLE, site: SITE, outdir }).synth();
  }
});
afterAll(() => rmSync(ASSEMBLIES, { recursive: true }));

function run(command: string, ...args: string[]): string {
  // CDK would look up its newest version and report usage.
  const env = { ...process.env, CDK_DISABLE_VERSION_CHECK: '1', CDK_DISABLE_CLI_TELEMETRY: '1' };
  return execFileSync(command, args, { cwd: import.meta.dirname, env, encoding: 'utf8', stdio: 'pipe' });
}

it.each(['staging', 'prod'])(
  'refuses to synthesize %s while its issuer is one that nobody can have',
  (stage) => {
    expect(() => run('node', 'app.ts', stage)).toThrow(
      new RegExp(`${stage} needs a token issuer: https://auth\\.\\S+\\.example is under a reserved name`),
    );
  },
);

it.each(STAGES)(
  'is done by a CDK that reads what is synthesized for %s, and knows each stack by its name',
  (stage) => {
    const prefix = stage === 'dev' ? '' : `${stage}-`;
    const found = run('cdk', 'ls', '--app', path.join(ASSEMBLIES, stage), '--no-notices');

    expect(found.trim().split('\n').toSorted()).toEqual(
      stackNames.map((name) => `${prefix}async-catalog-${name}`).toSorted(),
    );
  },
);

/** Stands in for the AWS CLI: answers with the stacks of a directory, by status and template. */
const AWS = `#!${process.execPath}
const { existsSync, readFileSync } = require('node:fs');
const [service, command, , stackName] = process.argv.slice(2);
if (service === 's3') {
  const { appendFileSync } = require('node:fs');
  const input = process.argv[4] === '-' ? readFileSync(0, 'utf8') : undefined;
  appendFileSync(process.env.DEPLOYED + '/uploads', JSON.stringify({ subcommand: command, args: process.argv.slice(4), input }) + '\\n');
  process.exit(0);
}
const file = process.env.DEPLOYED + '/' + stackName + '.json';
if (!existsSync(file)) {
  console.error('An error occurred (ValidationError): Stack with id ' + stackName + ' does not exist');
  process.exit(254);
}
const { status, template } = JSON.parse(readFileSync(file, 'utf8'));
console.log(JSON.stringify(
  command === 'describe-stacks'
    ? { Stacks: [{ StackStatus: status, Outputs: [{ OutputKey: 'BucketName', OutputValue: 'console-bucket' }] }] }
    : { TemplateBody: template },
));`;

const templateOf = (stackName: string): object =>
  JSON.parse(readFileSync(path.join(ASSEMBLIES, 'staging', `${stackName}.template.json`), 'utf8')) as object;

/** Creates an account without stacks, and the means to deploy to it and to ask what to deploy. */
function createAccount() {
  const directory = mkdtempSync(path.join(tmpdir(), 'async-catalog-account-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(path.join(directory, 'aws'), AWS, { mode: 0o755 });
  const runScript = (script: string, ...args: string[]): string =>
    execFileSync('node', [script, 'staging', path.join(ASSEMBLIES, 'staging'), ...args], {
      cwd: import.meta.dirname,
      env: { ...process.env, PATH: `${directory}:${process.env['PATH']}`, DEPLOYED: directory },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  return {
    deploy: (stack: string, status = 'CREATE_COMPLETE', change: object = {}) => {
      const stackName = `staging-async-catalog-${stack}`;
      const template = { ...templateOf(stackName), ...change };
      writeFileSync(path.join(directory, `${stackName}.json`), JSON.stringify({ status, template }));
    },
    changedStacks: (...asked: string[]): readonly string[] =>
      JSON.parse(runScript('changed-stacks.ts', ...asked)) as string[],
    publishConsole: (): string => runScript('publish-console.ts'),
    uploads: (): Upload[] => {
      const file = path.join(directory, 'uploads');
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
      return lines.map((line) => JSON.parse(line) as Upload);
    },
  };
}

/** A call of `aws s3`. */
interface Upload {
  readonly subcommand: string;
  readonly args: readonly string[];
  readonly input?: string;
}

/** Stacks whose order matters. Another one may come anywhere between `data` and `operations`. */
const IN_ORDER: ReadonlySet<string> = new Set([
  'product-saver-worker',
  'create-product-processor',
  'file-splitter',
  'api',
  'console',
]);

const orderOf = (stacks: readonly string[]): readonly string[] =>
  stacks.filter((stack) => IN_ORDER.has(stack));

describe('the stacks to deploy', () => {
  it('are all of them if there are none yet, the worker before the processor that sends to it', () => {
    const changed = createAccount().changedStacks();

    expect(changed).toEqual(stackNames);
    expect([changed[0], changed.at(-1)]).toEqual(['data', 'operations']);
    expect(orderOf(changed)).toEqual([
      'product-saver-worker',
      'create-product-processor',
      'file-splitter',
      'api',
      'console',
    ]);
  });

  it('are those that differ from what is deployed, whichever commit that came from', () => {
    const { deploy, changedStacks } = createAccount();
    stackNames.forEach((stack) => deploy(stack));
    expect(changedStacks()).toEqual([]);

    deploy('api', 'UPDATE_COMPLETE', { Description: 'deployed, and reverted since' });

    expect(changedStacks()).toEqual(['api']);
  });

  it('come in an update with the processor after the worker and the API, which have to know what it accepts, and the splitter last', () => {
    const { deploy, changedStacks } = createAccount();
    stackNames.forEach((stack) => deploy(stack, 'UPDATE_COMPLETE', { Description: 'of before' }));

    const changed = changedStacks();
    expect([changed.length, changed[0], changed.at(-1)]).toEqual([stackNames.length, 'data', 'operations']);
    expect(orderOf(changed)).toEqual([
      'product-saver-worker',
      'api',
      'console',
      'create-product-processor',
      'file-splitter',
    ]);

    deploy('operations');
    deploy('console');
    deploy('product-saver-worker');

    expect(orderOf(changedStacks())).toEqual(['api', 'create-product-processor', 'file-splitter']);

    deploy('create-product-processor');

    expect(orderOf(changedStacks())).toEqual(['api', 'file-splitter']);
  });

  it.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])('are those whose creation failed (%s)', (status) => {
    const { deploy, changedStacks } = createAccount();
    stackNames.forEach((stack) => deploy(stack));
    deploy('data', status);

    expect(changedStacks()).toEqual(['data']);
  });

  it('are those that are requested, changed or not', () => {
    const { changedStacks } = createAccount();

    expect(changedStacks('data')).toEqual(['data']);
    expect(() => changedStacks('date')).toThrow('There is no stack date');
  });
});

describe('publishing the console', () => {
  it('uploads what has hashes in its names first, for ever, and the page that names it last', () => {
    const { deploy, publishConsole, uploads } = createAccount();
    deploy('console');

    publishConsole();

    const [assets, others, config, page, ...rest] = uploads();
    const to = 's3://console-bucket/';
    expect(rest).toEqual([]);
    expect(assets?.args).toEqual(
      expect.arrayContaining([to, 'assets/*', 'public, max-age=31536000, immutable']),
    );
    expect(others?.args).toEqual(expect.arrayContaining([to, 'index.html', 'no-cache']));
    expect(config?.args).toEqual(
      expect.arrayContaining([`${to}config.json`, 'application/json', 'no-cache']),
    );
    expect(page?.args).toEqual(expect.arrayContaining([`${to}index.html`, 'no-cache']));
    expect(readFileSync(page?.args[0] ?? '', 'utf8')).toContain('<!doctype html>');
    expect(JSON.parse(config?.input ?? '')).toMatchObject({
      apiUrl: '/api',
      stage: 'staging',
      auth: { issuer: 'https://auth.staging.async-catalog.example' },
    });
  });

  it('deletes nothing, so that pages of earlier builds that are open find their files', () => {
    const { deploy, publishConsole, uploads } = createAccount();
    deploy('console');

    publishConsole();

    expect(uploads().flatMap(({ args }) => args)).not.toContain('--delete');
    expect(uploads().map(({ subcommand }) => subcommand)).toEqual(Array(4).fill('cp'));
  });

  it('says so and uploads nothing while there is no bucket', () => {
    const { publishConsole, uploads } = createAccount();

    expect(publishConsole()).toMatch(/^staging-async-catalog-console isn't deployed yet/);
    expect(uploads()).toEqual([]);
  });

  it.each(['another build', 'another configuration'])('is due when the template names %s', (change) => {
    const { deploy, changedStacks } = createAccount();
    stackNames.forEach((stack) => deploy(stack));
    deploy('console', 'UPDATE_COMPLETE', { Metadata: { site: 'asset.0', config: change } });

    expect(changedStacks()).toEqual(['console']);
  });
});

const workflow = readFileSync(path.join(import.meta.dirname, '../../.github/workflows/deploy.yml'), 'utf8');

const jobOf = (name: string): string =>
  workflow.split(/^ {2}(?=[a-z-]+:$)/m).find((job) => job.startsWith(`${name}:`)) ?? '';

describe('the deploy workflow', () => {
  it('deploys to staging in order, and nothing after a stack that failed', () => {
    expect(jobOf('staging')).toContain('fail-fast: true');
    expect(jobOf('staging')).toContain('max-parallel: 1');
  });

  it('deploys to prod the processor after the worker, the splitter after both, and each stack of the stage', () => {
    for (const stack of stackNames) {
      expect(jobOf(`prod-${stack}`)).toContain(`stack: ${stack}\n`);
    }
    expect(jobOf('prod-create-product-processor')).toMatch(/needs: \[.*prod-product-saver-worker.*\]/);
    expect(jobOf('prod-file-splitter')).toMatch(
      /needs: \[.*prod-product-saver-worker.*prod-create-product-processor.*\]/,
    );
    expect(jobOf('prod-console')).toMatch(/needs: \[.*prod-api.*\]/);
  });
});
