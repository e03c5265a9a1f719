import { App, DefaultStackSynthesizer } from 'aws-cdk-lib';
import type { Bundles } from './bundles.ts';
import { type StageName, stages } from './config.ts';
import { CatalogApiStack } from './stacks/catalog-api-stack.ts';
import { CreateProductProcessorStack } from './stacks/create-product-processor-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ProductSaverWorkerStack } from './stacks/product-saver-worker-stack.ts';

export interface CatalogAppProps {
  readonly stageName: StageName;
  readonly bundles: Bundles;
  /** Where `synth()` writes to. */
  readonly outdir: string;
}

/** All stacks of one stage. They name no account and no region: those are the deployer's. */
export function createCatalogApp({ stageName, bundles, outdir }: CatalogAppProps): App {
  const stage = stages[stageName];
  const app = new App({
    outdir,
    // What is left out says something of the machine or the day, and would make equal input give different output.
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const common = {
    stage,
    terminationProtection: stage.keepsData,
    tags: { service: 'async-catalog', stage: stageName },
  };
  const stackName = (name: string): string => `${stage.namePrefix}async-catalog-${name}`;

  new DataStack(app, stackName('data'), common);
  new CreateProductProcessorStack(app, stackName('create-product-processor'), {
    ...common,
    bundle: bundles.createProductProcessor,
  });
  new ProductSaverWorkerStack(app, stackName('product-saver-worker'), {
    ...common,
    bundle: bundles.productSaverWorker,
  });
  new CatalogApiStack(app, stackName('api'), { ...common, bundle: bundles.catalogApi });
  return app;
}
