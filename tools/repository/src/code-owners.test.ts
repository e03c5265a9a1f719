import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT, workspaces } from './root.ts';

/** Rooms of the platform team, which owns everything that no other team owns. */
const ROOMS_OF_THE_PLATFORM: ReadonlySet<string> = new Set(['infra', 'tools', 'verification']);

const rules = read('.github/CODEOWNERS')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/));
const owners = new Map(rules.map(([pattern = '', ...teams]) => [pattern, teams]));

it.each(workspaces)('names an owner for %s', (workspace) => {
  const [room = ''] = workspace.split('/');
  const named =
    owners.get(`/${workspace}/`) ?? (ROOMS_OF_THE_PLATFORM.has(room) ? owners.get('*') : undefined);
  expect([workspace, named?.length ?? 0]).not.toEqual([workspace, 0]);
});

it('gives the stack of an app the same owners as the app', () => {
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
