import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/**
 * Returns the policy of resources that hold data. Where a stage keeps its data, a first deployment that fails still removes what it created:
 * names are fixed, so the next one couldn't create it again.
 */
export function removalPolicyOf({ keepsData }: StageConfig): RemovalPolicy {
  return keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
