import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stackNames } from './app-stacks.ts';

/**
 * Prints, as JSON, which stacks are to be deployed after a change: those that are asked for, or else those whose template differs in a
 * stage that the pipeline deploys. A template names its code by the code's hash, and equal input is synthesized to equal bytes, so this misses nothing and finds nothing more.
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
