import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT, workspacesIn } from './root.ts';

const rules = read('.github/CODEOWNERS')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/));
const owners = new Map(rules.map(([pattern = '', ...teams]) => [pattern, teams]));

it.each([...workspacesIn('apps'), ...workspacesIn('packages')])('names who owns %s', (workspace) => {
  expect(owners.get(`/${workspace}/`)).not.toHaveLength(0);
});

it('gives the stack of an app to the owners of the app', () => {
  const stacks = readdirSync(path.join(ROOT, 'infra/src/stacks')).flatMap(
    (file) => /^(.+)-stack\.ts$/.exec(file)?.[1] ?? [],
  );
  for (const stack of stacks.filter((name) => !['data', 'operations'].includes(name))) {
    const app = stack === 'catalog-api' ? 'api' : stack;
    expect([stack, owners.get(`/infra/src/stacks/${stack}-stack*`)]).toEqual([
      stack,
      owners.get(`/apps/${app}/`),
    ]);
  }
});
