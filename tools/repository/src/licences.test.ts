import { expect, it } from 'vitest';
import { run } from './root.ts';

/** Of what is deployed: asks for no more than a notice. */
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

/** Of tools, which nobody is given: also those that ask for their own source to be published where it was changed. */
const FOR_TOOLS = [...PERMISSIVE, 'MPL-2.0', 'PSF-2.0', 'Python-2.0'];

type Licences = Readonly<Record<string, readonly { readonly name: string }[]>>;

/** `A OR B` leaves the choice to us; `A AND B` asks for both. */
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

it('lets nothing be deployed whose licence asks for more than a notice', () => {
  const licences = installed('--prod');

  expect(Object.keys(licences)).toContain('MIT');
  expect(refused(licences, PERMISSIVE)).toEqual([]);
});

it('knows the licence of every tool', () => {
  expect(refused(installed('--dev'), FOR_TOOLS)).toEqual([]);
});
