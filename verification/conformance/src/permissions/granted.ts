import { allOf, type ReadableTemplate, statementsOf } from '@async-catalog/infra/testing/readable-template';
import type { IamCall } from '../recording/iam-call.ts';

/** One action on one resource that a statement allows. */
export interface Granted {
  readonly sid: string;
  readonly action: string;
  /** Named as in `IamCall`; `*` is any text and `?` any character. */
  readonly resource: string;
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Lists what a stack's roles may do, statement by statement, with the names of resources that other stacks
 * share.
 */
export function granted(stack: ReadableTemplate, sharing: readonly ReadableTemplate[]): Granted[] {
  const shared = new Map(sharing.flatMap(sharedNames));
  return statementsOf(stack, 'AWS::IAM::Policy').flatMap(
    ({ Sid: sid = '', Action, Resource: resource, Condition = {} }) =>
      [Action].flat().flatMap((action) =>
        [resource].flat().map((arn) => ({
          sid,
          action,
          resource: nameIn(arn, shared),
          conditions: Condition as Granted['conditions'],
        })),
      ),
  );
}

/** Tells whether IAM would allow the call. */
export function allows({ action, resource, conditions }: Granted, call: IamCall): boolean {
  return (
    action === call.action &&
    matches(resource, call.resource) &&
    Object.entries(conditions).every(([operator, keys]) => {
      if (operator !== 'StringLike') {
        throw new Error(`This test knows no condition ${operator}`);
      }
      return Object.entries(keys).every(([key, pattern]) => matches(pattern, call.context[key] ?? ''));
    })
  );
}

function matches(pattern: string, text: string): boolean {
  const literal = RegExp.escape(pattern);
  return new RegExp(`^${literal.replaceAll('\\*', '.*').replaceAll('\\?', '.')}$`).test(text);
}

/** Pairs the names under which a stack shares its resources with their own names. */
function sharedNames({ Resources: resources, ...template }: ReadableTemplate): [string, string][] {
  return allOf({ ...template, Resources: resources }, 'AWS::SSM::Parameter').map(({ Name, Value }) => {
    // Either the name itself, or an attribute of the resource.
    const logicalId = /^\$\{(\w+)/.exec(String(Value))?.[1] ?? '';
    const { QueueName, BucketName, FunctionName } = resources[logicalId]?.Properties ?? {};
    const name = String(QueueName ?? BucketName ?? FunctionName ?? Value);
    return [`{${String(Name)}}`, onThisMachine(name)];
  });
}

function nameIn(arn: string, shared: ReadonlyMap<string, string>): string {
  const name = arn
    .replace(/^arn:.*:(?:dynamodb:.*:table\/|lambda:.*:function:|s3:::)/, '')
    .replaceAll(/\{\/[^}]*\}/g, (value) => shared.get(value) ?? value);
  return onThisMachine(name);
}

/** Fills in the account and region of `local-cloud`. */
function onThisMachine(name: string): string {
  return name.replaceAll('${AWS::AccountId}', '000000000000').replaceAll('${AWS::Region}', 'us-east-1');
}
