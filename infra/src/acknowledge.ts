import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag on a construct and everything below it, with a reason. */
export function acknowledge(scope: IConstruct, rule: string, reason: string): void {
  // Does what Validations.acknowledge does, without the stack trace, which holds paths of the machine.
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions::AwsSolutions-${rule}`]: reason,
  });
}

/** Accepts a resource with a wildcard in the policies of a role. */
export function acknowledgeWildcard(role: IConstruct, arn: string, reason: string): void {
  acknowledge(role, `IAM5[Resource::${flatten(Stack.of(role).resolve(arn))}]`, reason);
}

type Flattened =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::Join': readonly [string, readonly Flattened[]] };

/** Writes an ARN as cdk-nag does, with references in angle brackets. */
function flatten(arn: Flattened): string {
  if (typeof arn === 'string') {
    return arn;
  }
  return 'Ref' in arn ? `<${arn.Ref}>` : arn['Fn::Join'][1].map(flatten).join(arn['Fn::Join'][0]);
}
