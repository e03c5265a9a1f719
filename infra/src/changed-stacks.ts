import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stackNames } from './app-stacks.ts';
import { type StageName, stages } from './config.ts';
import { readDeployedTemplate } from './deployed-template.ts';

/**
 * Prints, as JSON, the stacks of a stage to deploy: the given ones, or else those whose templates differ from what is deployed. Templates
 * name code by its hash, so this list is exact, and a revert is in it.
 *
 *     node changed-stacks.ts STAGE ASSEMBLY [STACK...]
 */
const [stageName = '', assembly = '', ...asked] = process.argv.slice(2);

function isChanged(stack: string): boolean {
  const stackName = `${stages[stageName as StageName].namePrefix}async-catalog-${stack}`;
  const template: unknown = JSON.parse(
    readFileSync(path.join(assembly, `${stackName}.template.json`), 'utf8'),
  );
  return !isDeepStrictEqual(template, readDeployedTemplate(stackName));
}

const unknown = asked.filter((stack) => !stackNames.includes(stack));
if (unknown.length > 0) {
  console.error(`There is no stack ${unknown.join(', ')}: the stacks are ${stackNames.join(', ')}.`);
  process.exit(2);
}
console.log(JSON.stringify(asked.length > 0 ? asked : stackNames.filter(isChanged)));
