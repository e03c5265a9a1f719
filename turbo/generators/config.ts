import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PlopTypes } from '@turbo/gen';
import { record, undo } from './recorded-tree.ts';

interface Answers {
  readonly name: string;
  readonly team: string;
  readonly turbo: { readonly paths: { readonly root: string } };
}

/** Rooms whose workspaces share the scope @async-catalog, where a name can be used only once. */
const ROOMS = ['apps', 'packages', 'tools', 'verification'];

function problemWith(name: string, root: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return 'use lower-case words with hyphens';
  }
  // A folder without a manifest is what git ignores of a workspace that was removed.
  const manifests = ROOMS.map((room) => `${room}/${name}/package.json`);
  const places = [...manifests, `infra/src/stacks/${name}-stack.ts`, name];
  const taken = places.find((place) => existsSync(path.join(root, place)));
  return taken && `${taken} exists already`;
}

/** Deploys the stack to prod. A backslash keeps GitHub's braces from Handlebars. */
const PROD_JOB = `
  prod-{{ name }}:
    needs: [prod-changes]
    if: $\\{{ !cancelled() && !failure() && contains(fromJSON(needs.prod-changes.outputs.stacks), '{{ name }}') }}
    permissions:
      contents: read
      id-token: write
    uses: ./.github/workflows/deploy-stack.yml
    with:
      stage: prod
      stack: {{ name }}`;

/** Generates an app or a package that passes CI with no edit by hand. */
export default function generator(plop: PlopTypes.NodePlopAPI): void {
  const root = path.resolve(plop.getPlopfilePath(), '../..');
  const prompts: PlopTypes.PromptQuestion[] = [
    {
      type: 'input',
      name: 'name',
      message: 'Name, such as price-importer',
      validate: (name: string) => problemWith(name, root) ?? true,
    },
    { type: 'input', name: 'team', message: 'Owning team, such as storage' },
  ];
  plop.setGenerator('lambda', {
    description: 'A Lambda function: an app with its own stack and owner',
    prompts,
    actions: [
      begin,
      addAll('lambda', 'apps/{{ name }}'),
      addAll('stack', 'infra/src/stacks'),
      insert(
        'infra/src/app-stacks.ts',
        "import { {{ pascalCase name }}Stack } from './stacks/{{ name }}-stack.ts';\n",
        /(?=\ninterface AppStack )/,
      ),
      insert(
        'infra/src/app-stacks.ts',
        "  '{{ name }}': { create: {{ pascalCase name }}Stack, bundle: '{{ name }}/dist' },\n",
        /(?=\};\n\nconst APPS)/,
      ),
      insert(
        'infra/src/config.ts',
        " | '{{ pascalCase name }}'",
        /(?<=export type FunctionName =[^;]*)(?=;)/,
      ),
      insert('.github/workflows/deploy.yml', PROD_JOB, /(?=\n {2}prod-operations:)/),
      insert(
        '.github/CODEOWNERS',
        '/apps/{{ name }}/ @async-catalog/{{ team }}\n/infra/src/stacks/{{ name }}-stack* @async-catalog/{{ team }}\n',
        /(?=\n# Packages)/,
      ),
      dependOnIt,
      finish('install', '--no-frozen-lockfile'),
      // Line breaks depend on the length of the name.
      finish('format'),
      finish('run', 'synth'),
      // In this order: `--update` takes a word that follows it for its value.
      finish('--filter', '@async-catalog/infra', 'exec', 'vitest', 'run', 'src', '--update'),
      finish(
        ...['--filter', '@async-catalog/conformance', 'exec', 'vitest', 'run'],
        ...['src/alarms.test.ts', 'src/least-privilege.int.test.ts', '--update'],
      ),
    ],
  });
  plop.setGenerator('package', {
    description: 'A package: code that two workspaces share',
    prompts,
    actions: [
      begin,
      addAll('package', 'packages/{{ name }}'),
      insert('.github/CODEOWNERS', '/packages/{{ name }}/ @async-catalog/{{ team }}\n', /(?=\n# Tools)/),
      finish('install', '--no-frozen-lockfile'),
      finish('format'),
    ],
  });
  plop.setGenerator('undo', {
    description: 'Takes back what lambda or package made, if none of it was changed since',
    prompts: [{ type: 'input', name: 'name', message: 'Name, such as price-importer' }],
    actions: [
      (answers) => {
        const { name, turbo } = answers as Answers;
        undo(turbo.paths.root, name);
        return pnpm(turbo.paths.root, ['install', '--no-frozen-lockfile']);
      },
    ],
  });
}

function begin(answers: unknown): string {
  const { name, turbo } = answers as Answers;
  record(turbo.paths.root, name, 'before', 'after');
  return 'undo knows the files as they are';
}

function addAll(template: string, destination: string): PlopTypes.ActionType {
  return {
    type: 'addMany',
    base: `templates/${template}`,
    templateFiles: `templates/${template}/**`,
    destination: `{{ turbo.paths.root }}/${destination}`,
    globOptions: { dot: true },
  };
}

function insert(file: string, template: string, pattern: RegExp): PlopTypes.ActionType {
  return { type: 'modify', path: `{{ turbo.paths.root }}/${file}`, pattern, template };
}

/** Adds the app to the dependencies of `infra`, in order. */
function dependOnIt(answers: unknown): string {
  const { name, turbo } = answers as Answers;
  const file = path.join(turbo.paths.root, 'infra/package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
  const dependencies = { ...manifest.dependencies, [`@async-catalog/${name}`]: 'workspace:*' };
  manifest.dependencies = Object.fromEntries(
    Object.entries(dependencies).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  return 'infra/package.json';
}

function finish(...args: string[]): PlopTypes.CustomActionFunction {
  return (answers) => {
    const { name, turbo } = answers as Answers;
    // Also before it: nothing comes after what is interrupted.
    record(turbo.paths.root, name, 'after');
    try {
      return pnpm(turbo.paths.root, args);
    } finally {
      record(turbo.paths.root, name, 'after');
    }
  };
}

function pnpm(root: string, args: string[]): string {
  // In CI, vitest would write no snapshot and pnpm no lockfile.
  execFileSync('pnpm', args, { cwd: root, stdio: 'inherit', env: { ...process.env, CI: '' } });
  return `pnpm ${args.join(' ')}`;
}
