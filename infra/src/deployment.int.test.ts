import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const changedStacks = (...args: string[]): unknown => JSON.parse(run('node', 'changed-stacks.ts', ...args));

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

describe('the stacks to deploy', () => {
  it('are all of them, in the order of a first deployment, if there are none yet', () => {
    expect(changedStacks('/nowhere', ASSEMBLIES)).toEqual(stackNames);
  });

  it('are none if nothing differs', () => {
    expect(changedStacks(ASSEMBLIES, ASSEMBLIES)).toEqual([]);
  });

  it.each(['staging', 'prod'])('are those that differ in %s, even if only there', (stage) => {
    const before = mkdtempSync(path.join(tmpdir(), 'async-catalog-before-'));
    onTestFinished(() => rmSync(before, { recursive: true }));
    cpSync(ASSEMBLIES, before, { recursive: true });
    const template = path.join(before, stage, `${stage}-async-catalog-api.template.json`);
    writeFileSync(template, readFileSync(template, 'utf8').replace('async-catalog', 'before'));

    expect(changedStacks(before, ASSEMBLIES)).toEqual(['api']);
  });

  it('are those that are requested, changed or not', () => {
    expect(changedStacks('/nowhere', ASSEMBLIES, 'data')).toEqual(['data']);
    expect(() => changedStacks('/nowhere', ASSEMBLIES, 'date')).toThrow('There is no stack date');
  });
});
