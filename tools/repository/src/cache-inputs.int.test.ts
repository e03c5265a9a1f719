import { describe, expect, it } from 'vitest';
import { files } from './testing/copy-repository.ts';
import { all, before, missesAfter, OF_THE_ROOT, OF_WORKSPACES } from './testing/misses-after.ts';

/** Tasks that read each file in the root. The root's own tasks read all of them except pages. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  '.env.example': [],
  '.gitattributes': [...before.keys()],
  '.gitignore': [...all('check:lint'), 'repository#test'],
  '.oxfmtrc.json': ['client#test', 'repository#test'],
  '.oxlintrc.json': [...all('check:lint'), 'repository#test'],
  'knip.json': ['repository#test'],
  LICENSE: [],
  'package.json': ['repository#test'],
  'pnpm-workspace.yaml': ['repository#test'],
  'renovate.json': [],
  'tsconfig.base.json': OF_WORKSPACES.flatMap(all),
  'turbo.json': ['repository#test'],
};

/** Files of which each task reads a part: see `cache.int.test.ts`. */
const BY_PART = ['pnpm-lock.yaml'];
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

describe('a change of', () => {
  it('a file in the root is listed here', () => {
    expect(files.filter((file) => !file.includes('/')).toSorted()).toEqual(
      [...Object.keys(READERS), ...BY_PART, ...PAGES].toSorted(),
    );
  });

  it.each(Object.entries(READERS))('%s reruns the tasks that read it, and no others', (file, tasks) => {
    expect(missesAfter(file).toSorted()).toEqual(
      [...new Set([...tasks, ...OF_THE_ROOT.flatMap(all)])].toSorted(),
    );
  });

  it.each([
    ['.github/CODEOWNERS', ['repository#test']],
    ['.github/workflows/ci.yml', ['repository#test']],
    ['turbo/generators/config.ts', ['repository#check:types', 'repository#test']],
    ['turbo/generators/templates/stack/{{ name }}-stack.ts.hbs', ['repository#test']],
    ['docs/security.md', ['repository#test']],
    ['README.md', ['conformance#test']],
    ['docs/how-to.md', ['conformance#test', 'repository#test']],
    ['docs/alarms.md', ['conformance#test']],
    ['docs/permissions.md', ['bench#test', 'conformance#test']],
    ['docs/runbooks/api-slow.md', ['conformance#test']],
    ['packages/client/README.md', ['conformance#test']],
    ['packages/product-schema/README.md', ['product-schema#test']],
    ['apps/api/openapi.json', ['api#build', 'client#test', 'infra#synth']],
    ['apps/api/src/config.ts', ['api#build', 'api#test', 'infra#test', 'infra#check:types', 'infra#synth']],
    ['infra/snapshots/dev/data.snap', ['infra#test']],
    ['infra/.oxlintrc.json', ['infra#check:lint']],
    ['infra/vitest.config.ts', ['infra#test', 'infra#check:types', 'infra#check:lint']],
    ['apps/api/tsconfig.json', ['api#build', 'api#test', 'api#check:types', 'check:boundaries']],
    ['apps/api/tsdown.config.ts', ['api#build', 'infra#synth']],
    ['apps/api/turbo.json', ['check:boundaries']],
    ['verification/bench/package.json', ['bench#test', 'check:boundaries', 'check:workspace']],
  ])('%s reruns the tasks that read it', (file, tasks) => {
    expect(missesAfter(file)).toEqual(
      expect.arrayContaining(tasks.map((task) => (task.includes('#') ? task : `//#${task}`))),
    );
  });

  it.each(['apps/api/src/create-api.ts', 'apps/product-saver-worker/src/handler.ts'])(
    '%s reruns neither other apps, nor the CDK app, nor anything else that runs without this app',
    (file) => {
      const app = file.split('/')[1] ?? '';
      const rerun = new Set(missesAfter(file));
      const others = [
        'api',
        'create-product-processor',
        'file-splitter',
        'product-saver-worker',
        'infra',
        'local-cloud',
        'bench',
      ];

      expect(rerun).toContain(`${app}#test`);
      expect(rerun).toContain('conformance#test');
      for (const other of others.filter((name) => name !== app)) {
        for (const task of ['test', 'check:types', 'check:lint']) {
          expect([file, `${other}#${task}`, rerun.has(`${other}#${task}`)]).toEqual([
            file,
            `${other}#${task}`,
            false,
          ]);
        }
      }
      // The fault harness runs all three apps.
      expect(rerun).toContain('faults#test');
    },
  );

  it.each([
    'CONTRIBUTING.md',
    'SECURITY.md',
    'infra/README.md',
    'packages/aws-clients/README.md',
    'docs/adr/0004-progress-is-sets.md',
  ])('%s runs nothing but the check of the commands that it shows', (file) => {
    expect(missesAfter(file)).toEqual(['//#check:workspace']);
  });
});
