import type { StackProps } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/** Properties of the stack of an app. */
export interface AppStackProps extends StackProps {
  readonly stage: StageConfig;
  /** Folder with the built `handler.cjs`. */
  readonly bundle: string;
}
