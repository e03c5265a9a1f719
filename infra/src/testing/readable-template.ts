type Values = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Values;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string[];
}

export interface ReadableTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Values>>;
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default: string }>>;
  readonly Resources: unknown;
}

/**
 * Rewrites a template for readers: references as text (`${ProductQueue.Arn}`, and `{/the/parameter}` for a shared value), and logical ids
 * without CDK's hash.
 */
export function readable({ Parameters = {}, ...rest }: Template): ReadableTemplate {
  const shared = new Map(Object.entries(Parameters).map(([id, { Default }]) => [id, `{${Default}}`]));

  function write(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map(write);
    }
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'string' ? withoutHash(value) : value;
    }
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    switch (entries.length === 1 && name) {
      case 'Ref':
        return shared.get(argument) ?? `\${${withoutHash(argument)}}`;
      case 'Fn::GetAtt':
        return `\${${withoutHash(argument[0])}.${argument[1]}}`;
      case 'Fn::Join':
        return argument[1].map(write).join(argument[0]);
      case 'Fn::Sub':
        return argument;
      default:
        return Object.fromEntries(entries.map(([key, item]) => [withoutHash(key), write(item)]));
    }
  }

  return write(rest) as ReadableTemplate;
}

/** CDK ends logical ids with eight hexadecimal digits of their path. */
function withoutHash(logicalId: string): string {
  return logicalId.replace(/^([A-Za-z]\w*?)[0-9A-F]{8}$/, '$1');
}

/** Lists the properties of all resources of a type. */
export function allOf(template: ReadableTemplate, type: string): Values[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
}

/** Finds the properties of the only resource of a type, or of the only one that matches. */
export function theOne(template: ReadableTemplate, type: string, having: Values = {}): Values {
  const found = allOf(template, type).filter((properties) =>
    Object.entries(having).every(([name, value]) => properties[name] === value),
  );
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${found.length} resources are ${type} ${JSON.stringify(having)}`);
  }
  return first;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: '*' | { readonly Service?: string };
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Values;
}

/** Lists the statements of all policies of a type (of roles, queues or buckets). */
export function statementsOf(template: ReadableTemplate, policyType: string): Statement[] {
  return allOf(template, policyType).flatMap(
    ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
  );
}

/** Lists the resources that the roles of a stack may use, by action. */
export function grantsOf(template: ReadableTemplate): Record<string, string[]> {
  const grants: Record<string, string[]> = {};
  for (const { Action, Resource: resource } of statementsOf(template, 'AWS::IAM::Policy')) {
    for (const action of [Action].flat()) {
      (grants[action] ??= []).push(...[resource].flat());
    }
  }
  return grants;
}

export interface MetricOfAlarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly Label?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: MetricOfAlarm; readonly Period: number; readonly Stat: string };
}

/** An alarm on one metric, or on an expression over several. */
export interface AlarmProperties extends Partial<MetricOfAlarm> {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: string[];
  readonly OKActions: string[];
  readonly Threshold: number;
  readonly Period?: number;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Metrics?: readonly MetricQuery[];
  readonly DatapointsToAlarm: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
}

export function alarmsOf(template: ReadableTemplate): AlarmProperties[] {
  return allOf(template, 'AWS::CloudWatch::Alarm') as unknown as AlarmProperties[];
}
