import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stackNames } from './app-stacks.ts';

/**
 * Prints, as JSON, which stacks are to be deployed after a change: those that are asked for, or else those whose template differs. A
 * template names its code by the code's hash, and equal input is synthesized to equal bytes, so this misses nothing and finds nothing more.
 *
 *     node changed-stacks.ts BEFORE AFTER [STACK...]
 */
const [before = '', after = '', ...asked] = process.argv.slice(2);

function template(directory: string, stack: string): string {
  const file = path.join(directory, 'prod', `prod-async-catalog-${stack}.template.json`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const unknown = asked.filter((stack) => !stackNames.includes(stack));
if (unknown.length > 0) {
  console.error(`There is no stack ${unknown.join(', ')}: the stacks are ${stackNames.join(', ')}.`);
  process.exit(2);
}
const changed =
  asked.length > 0 ? asked : stackNames.filter((stack) => template(before, stack) !== template(after, stack));
console.log(JSON.stringify(changed));
