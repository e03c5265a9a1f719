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

function nameOf(stack: string): string {
  return `${stages[stageName as StageName].namePrefix}async-catalog-${stack}`;
}

function isChanged(stack: string): boolean {
  const stackName = nameOf(stack);
  const template: unknown = JSON.parse(
    readFileSync(path.join(assembly, `${stackName}.template.json`), 'utf8'),
  );
  return !isDeepStrictEqual(template, readDeployedTemplate(stackName));
}

/**
 * Moves the processor after the API, which has to read what a new processor accepts, and the file splitter after the processor, which has to
 * take its chunks. An API that is new reads the processor's values instead.
 */
function orderOfUpdate(stacks: readonly string[]): readonly string[] {
  const processor = 'create-product-processor';
  const late = [processor, 'file-splitter'].filter((stack) => stacks.includes(stack));
  if (late.length === 0 || readDeployedTemplate(nameOf(processor)) === undefined) {
    return stacks;
  }
  const others = stacks.filter((stack) => !late.includes(stack));
  const place = others.includes('operations') ? others.indexOf('operations') : others.length;
  return others.toSpliced(place, 0, ...late);
}

const unknown = asked.filter((stack) => !stackNames.includes(stack));
if (unknown.length > 0) {
  console.error(`There is no stack ${unknown.join(', ')}: the stacks are ${stackNames.join(', ')}.`);
  process.exit(2);
}
console.log(JSON.stringify(asked.length > 0 ? asked : orderOfUpdate(stackNames.filter(isChanged))));
