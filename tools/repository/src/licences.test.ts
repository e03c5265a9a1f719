import { expect, it } from 'vitest';
import { run } from './root.ts';

/** Licences for deployed code: they require no more than a notice. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
];

/**
 * Licences for tools, which aren't distributed: these may also require that changes to their source be
 * published.
 */
const FOR_TOOLS = [...PERMISSIVE, 'MPL-2.0', 'PSF-2.0', 'Python-2.0'];

type Licences = Readonly<Record<string, readonly { readonly name: string }[]>>;

/**
 * Tells whether a licence expression is allowed: `A OR B` leaves the choice to us, `A AND B` requires both.
 */
function isOneOf(allowed: readonly string[], expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.includes(licence)));
}

function refused(licences: Licences, allowed: readonly string[]): string[] {
  return Object.entries(licences)
    .filter(([expression]) => !isOneOf(allowed, expression))
    .flatMap(([expression, packages]) => packages.map(({ name }) => `${name}: ${expression}`));
}

function installed(...flags: string[]): Licences {
  return JSON.parse(run('pnpm', ['--recursive', 'licenses', 'list', '--json', ...flags])) as Licences;
}

it('deploys nothing whose licence requires more than a notice', () => {
  const licences = installed('--prod');

  expect(Object.keys(licences)).toContain('MIT');
  expect(refused(licences, PERMISSIVE)).toEqual([]);
});

it('knows the licence of every tool', () => {
  expect(refused(installed('--dev'), FOR_TOOLS)).toEqual([]);
});
