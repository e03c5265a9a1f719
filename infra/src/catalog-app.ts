import { App, DefaultStackSynthesizer, type IReusableStackSynthesizer, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { appStacks } from './app-stacks.ts';
import { type StageName, stages } from './config.ts';
import { DataStack } from './stacks/data-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

export interface CatalogAppProps {
  readonly stageName: StageName;
  /** In place of what the apps' builds wrote: one for all. */
  readonly bundle?: string;
  /** Where `synth()` writes to. */
  readonly outdir: string;
}

/** All stacks of one stage. They name no account and no region: those are the deployer's. */
export function createCatalogApp({ stageName, bundle, outdir }: CatalogAppProps): App {
  const stage = stages[stageName];
  const app = new App({
    outdir,
    // Without the CDK's command line nobody reads cdk.json.
    context: { ...recommendedFlags, [DISABLE_CREATION_STACK_TRACES]: true },
    // The stack traces hold paths of the machine. Without them, equal input gives equal output everywhere.
    analyticsReporting: false,
    treeMetadata: false,
    // The command line checks the bootstrap version anyway; the rule would put a parameter of no use into each template.
    defaultStackSynthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IReusableStackSynthesizer, // its types miss each other under exactOptionalPropertyTypes
  });
  // With CloudFormation's own rules: what one of them finds, and nobody acknowledged, fails the synthesis.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const common = {
    stage,
    terminationProtection: stage.keepsData,
    tags: { service: 'async-catalog', stage: stageName },
  };
  const stackName = (name: string): string => `${stage.namePrefix}async-catalog-${name}`;

  new DataStack(app, stackName('data'), common);
  for (const { name, create: AppStack, builtBundle } of appStacks) {
    new AppStack(app, stackName(name), { ...common, bundle: bundle ?? builtBundle });
  }
  // The last one: it watches what the others have.
  new OperationsStack(app, stackName('operations'), common);
  return app;
}
