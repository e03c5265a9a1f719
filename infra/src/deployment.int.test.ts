import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stackNames } from './app-stacks.ts';
import { createCatalogApp } from './catalog-app.ts';
import { STAGES } from './config.ts';

const ASSEMBLIES = mkdtempSync(path.join(tmpdir(), 'async-catalog-assemblies-'));
const BUNDLE = path.join(import.meta.dirname, 'testing/bundle');

beforeAll(() => {
  for (const stageName of STAGES) {
    createCatalogApp({ stageName, bundle: BUNDLE, outdir: path.join(ASSEMBLIES, stageName) }).synth();
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
const [, command, , stackName] = process.argv.slice(2);
const file = process.env.DEPLOYED + '/' + stackName + '.json';
if (!existsSync(file)) {
  console.error('An error occurred (ValidationError): Stack with id ' + stackName + ' does not exist');
  process.exit(254);
}
const { status, template } = JSON.parse(readFileSync(file, 'utf8'));
console.log(JSON.stringify(
  command === 'describe-stacks' ? { Stacks: [{ StackStatus: status }] } : { TemplateBody: template },
));`;

const templateOf = (stackName: string): object =>
  JSON.parse(readFileSync(path.join(ASSEMBLIES, 'staging', `${stackName}.template.json`), 'utf8')) as object;

/** Creates an account without stacks, and the means to deploy to it and to ask what to deploy. */
function createAccount() {
  const directory = mkdtempSync(path.join(tmpdir(), 'async-catalog-account-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(path.join(directory, 'aws'), AWS, { mode: 0o755 });
  return {
    deploy: (stack: string, status = 'CREATE_COMPLETE', change: object = {}) => {
      const stackName = `staging-async-catalog-${stack}`;
      const template = { ...templateOf(stackName), ...change };
      writeFileSync(path.join(directory, `${stackName}.json`), JSON.stringify({ status, template }));
    },
    changedStacks: (...asked: string[]): readonly string[] =>
      JSON.parse(
        execFileSync('node', ['changed-stacks.ts', 'staging', path.join(ASSEMBLIES, 'staging'), ...asked], {
          cwd: import.meta.dirname,
          env: { ...process.env, PATH: `${directory}:${process.env['PATH']}`, DEPLOYED: directory },
          encoding: 'utf8',
          stdio: 'pipe',
        }),
      ) as string[],
  };
}

/** Stacks whose order matters. Another one may come anywhere between `data` and `operations`. */
const IN_ORDER: ReadonlySet<string> = new Set([
  'product-saver-worker',
  'create-product-processor',
  'file-splitter',
  'api',
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
      'create-product-processor',
      'file-splitter',
    ]);

    deploy('operations');
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
  });
});
