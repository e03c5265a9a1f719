import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag, on a construct and all below it, for a reason. */
export function acknowledge(scope: IConstruct, rule: string, reason: string): void {
  // As Validations.acknowledge notes it, without the stack trace: that holds paths of the machine.
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions::AwsSolutions-${rule}`]: reason,
  });
}

/** Accepts that policies of a role hold this resource, whose ARN has a wildcard. */
export function acknowledgeWildcard(role: IConstruct, arn: string, reason: string): void {
  acknowledge(role, `IAM5[Resource::${flatten(Stack.of(role).resolve(arn))}]`, reason);
}

type Flattened =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::Join': readonly [string, readonly Flattened[]] };

/** An ARN as cdk-nag names it: references in angle brackets. */
function flatten(arn: Flattened): string {
  if (typeof arn === 'string') {
    return arn;
  }
  return 'Ref' in arn ? `<${arn.Ref}>` : arn['Fn::Join'][1].map(flatten).join(arn['Fn::Join'][0]);
}
