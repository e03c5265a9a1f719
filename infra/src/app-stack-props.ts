import type { StackProps } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/** Properties of an app's stack. */
export interface AppStackProps extends StackProps {
  readonly stage: StageConfig;
  /** The folder with the built `handler.cjs`. */
  readonly bundle: string;
}
