import { expect, it } from 'vitest';
import { findWrongCommands, type Known } from './commands.ts';

const known: Known = {
  pnpm: 'npx --yes pnpm@12',
  scripts: new Map([
    ['', new Set(['start', 'test', 'check:types'])],
    ['@shop/api', new Set(['test', 'dev'])],
  ]),
  programs: new Set(['gen']),
  isFile: (file) => file === 'apps/api/src/run.ts',
};

const wrong = (text: string): string[] =>
  findWrongCommands(text, known, { folder: 'apps/api', workspace: '@shop/api' });

it.each([
  'npx --yes pnpm@12 start --once   # all',
  'npx --yes --offline pnpm@12 start',
  '`npx --yes pnpm@12 install`, then `npx --yes pnpm@12 run check:types`.',
  'Start it with: npx --yes pnpm@12 start. Or not.',
  'npx --yes pnpm@12 --silent --filter @shop/api dev',
  'npx --yes pnpm@12 dev',
  'npx --yes pnpm@12 gen lambda',
  'npx --yes pnpm@12 run "$check"',
  'npx --yes pnpm@12 exec node src/run.ts prod',
  'npx --yes pnpm@12 exec node apps/api/src/run.ts',
  'use `npx --yes pnpm@12`. It is pnpm that installs',
  'pnpm can’t start there, and pnpm 12 can',
  "join('node_modules/.pnpm/node_modules', 'pnpm-lock.yaml')",
])('%s can be pasted', (text) => {
  expect(wrong(text)).toEqual([]);
});

it.each([
  ['run `pnpm start`', '1: pnpm start: begin it with npx --yes pnpm@12'],
  ['(pnpm check:types)', '1: pnpm check:types: begin it with npx --yes pnpm@12'],
  ['\npnpm --filter @shop/api test', '2: pnpm --filter @shop/api test: begin it with npx --yes pnpm@12'],
  ['npx pnpm@12 start', '1: npx pnpm@12 start: begin it with npx --yes pnpm@12'],
  ['npx --yes pnpm@11 start', '1: npx --yes pnpm@11 start: begin it with npx --yes pnpm@12'],
  ['npx --yes pnpm start', '1: npx --yes pnpm start: begin it with npx --yes pnpm@12'],
  ['npx --yes pnpm@12 strat', '1: npx --yes pnpm@12 strat: there is no script strat'],
  ['npx --yes pnpm@12 run strat', '1: npx --yes pnpm@12 run strat: there is no script strat'],
  [
    'npx --yes pnpm@12 --filter @shop/web test',
    '1: npx --yes pnpm@12 --filter @shop/web test: there is no workspace @shop/web',
  ],
  [
    'npx --yes pnpm@12 --filter @shop/api start',
    '1: npx --yes pnpm@12 --filter @shop/api start: there is no script start',
  ],
  [
    'npx --yes pnpm@12 exec node src/gone.ts',
    '1: npx --yes pnpm@12 exec node src/gone.ts: there is no src/gone.ts',
  ],
])('%s is told', (text, fault) => {
  expect(wrong(text)).toEqual([fault]);
});
