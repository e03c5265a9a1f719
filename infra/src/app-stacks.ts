import path from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AppStackProps } from './app-stack-props.ts';
import { CatalogApiStack } from './stacks/catalog-api-stack.ts';
import { CreateProductProcessorStack } from './stacks/create-product-processor-stack.ts';
import { FileSplitterStack } from './stacks/file-splitter-stack.ts';
import { ProductSaverWorkerStack } from './stacks/product-saver-worker-stack.ts';

interface AppStack {
  readonly create: new (scope: Construct, id: string, props: AppStackProps) => Stack;
  /** Folder in `apps` that the app's `build` writes. */
  readonly bundle: string;
}

/**
 * Stacks of the apps in the order of the first deployment: a stack comes after those whose values it reads, the processor after the worker,
 * which has to know what a new processor sends, and the file splitter after both.
 */
const APP_STACKS: Readonly<Record<string, AppStack>> = {
  'product-saver-worker': { create: ProductSaverWorkerStack, bundle: 'product-saver-worker/dist' },
  'create-product-processor': {
    create: CreateProductProcessorStack,
    bundle: 'create-product-processor/dist',
  },
  'file-splitter': { create: FileSplitterStack, bundle: 'file-splitter/dist' },
  api: { create: CatalogApiStack, bundle: 'api/dist/lambda' },
};

const APPS = path.resolve(import.meta.dirname, '../../apps');

export const appStacks = Object.entries(APP_STACKS).map(([name, { create, bundle }]) => ({
  name,
  create,
  builtBundle: path.join(APPS, bundle),
}));

/** Folder of the console that is deployed, which its build writes. */
export const BUILT_SITE = path.join(APPS, 'console/dist/site');

/** Names of all stacks of a stage, without its prefix, in the order of the first deployment. */
export const stackNames: readonly string[] = ['data', ...Object.keys(APP_STACKS), 'console', 'operations'];
