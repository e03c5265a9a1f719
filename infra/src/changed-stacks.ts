import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stackNames } from './app-stacks.ts';

/**
 * Prints, as JSON, the stacks to deploy after a change: the given ones, or else those whose templates differ in a stage that the pipeline
 * deploys. Templates name code by its hash, and equal input gives equal bytes, so this list is exact.
 *
 *     node changed-stacks.ts BEFORE AFTER [STACK...]
 */
const [before = '', after = '', ...asked] = process.argv.slice(2);

function templates(directory: string, stack: string): string {
  const files = ['staging', 'prod'].map((stage) =>
    path.join(directory, stage, `${stage}-async-catalog-${stack}.template.json`),
  );
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
}

const unknown = asked.filter((stack) => !stackNames.includes(stack));
if (unknown.length > 0) {
  console.error(`There is no stack ${unknown.join(', ')}: the stacks are ${stackNames.join(', ')}.`);
  process.exit(2);
}
const changed =
  asked.length > 0
    ? asked
    : stackNames.filter((stack) => templates(before, stack) !== templates(after, stack));
console.log(JSON.stringify(changed));
