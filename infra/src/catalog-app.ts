import { App, DefaultStackSynthesizer, type IReusableStackSynthesizer, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { appStacks, BUILT_SITE } from './app-stacks.ts';
import { type StageConfig, type StageName, stages } from './config.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

export interface CatalogAppProps {
  readonly stageName: StageName;
  /** Settings in place of the stage's own. */
  readonly stage?: StageConfig;
  /** One bundle for all functions, instead of those that the builds wrote. */
  readonly bundle?: string;
  /** A console instead of the built one. */
  readonly site?: string;
  /** Output folder of `synth()`. */
  readonly outdir: string;
}

/** Creates all stacks of one stage. They name no account or region: the deployer's credentials decide. */
export function createCatalogApp({
  stageName,
  stage = stages[stageName],
  bundle,
  site = BUILT_SITE,
  outdir,
}: CatalogAppProps): App {
  const app = new App({
    outdir,
    // Only the CDK's command line reads cdk.json.
    context: { ...recommendedFlags, [DISABLE_CREATION_STACK_TRACES]: true },
    // Stack traces hold paths of the machine; without them, equal input gives equal output everywhere.
    analyticsReporting: false,
    treeMetadata: false,
    // The command line checks the bootstrap version anyway; the rule would add a useless parameter to each template.
    defaultStackSynthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IReusableStackSynthesizer, // its types don't match under exactOptionalPropertyTypes
  });
  // Any finding of these or of CloudFormation's own rules fails the synthesis unless it is acknowledged.
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
  new ConsoleStack(app, stackName('console'), { ...common, stageName, site });
  // Last, because it watches the others.
  new OperationsStack(app, stackName('operations'), common);
  return app;
}
