import { UnsupportedTemplateError, type TemplateProblem } from '../errors.ts';
import type { CloudModel, FunctionSpec } from '../model.ts';
import type { Assembly } from './assembly.ts';
import { checkMappingEnds } from './check-mapping-ends.ts';
import { declaredResources, type Declared } from './declared-resources.ts';
import { reportUnknown } from './report-unknown.ts';
import { StackScope } from './stack-scope.ts';
import type { SupportedType } from './resource-types/index.ts';
import { toBucketSpec } from './resource-types/bucket.ts';
import { toEventSourceMappingSpec } from './resource-types/event-source-mapping.ts';
import { toFunctionSpec } from './resource-types/function.ts';
import { toMetricFilterSpec } from './resource-types/metric-filter.ts';
import { toQueueSpec } from './resource-types/queue.ts';
import { toTableSpec } from './resource-types/table.ts';

/**
 * Resolves what the templates of an assembly declare. Queue URLs start with `sqsEndpoint`.
 *
 * @throws {UnsupportedTemplateError} naming every unsupported resource, property and value.
 */
export function createCloudModel(assembly: Assembly, sqsEndpoint: string): CloudModel {
  const problems: TemplateProblem[] = [];
  const report = (problem: TemplateProblem) => void problems.push(problem);
  const scopes: StackScope[] = [];
  scopes.push(...assembly.stacks.map((stack) => new StackScope(stack, sqsEndpoint, scopes)));
  for (const stack of assembly.stacks) {
    reportUnknown(stack, report);
  }
  const all = <T extends SupportedType>(type: T) => {
    const declared = scopes.flatMap((scope) => declaredResources(scope, type, report));
    reportSharedNames(declared, report);
    return declared;
  };

  const queues = all('AWS::SQS::Queue').map(({ name, properties }) => toQueueSpec(name, properties));
  const functions = all('AWS::Lambda::Function').flatMap((declared) => {
    const codeDirectory = findCode(declared, assembly, report);
    return codeDirectory === undefined
      ? []
      : [toFunctionSpec(declared.name, declared.properties, codeDirectory)];
  });
  const model = {
    tables: all('AWS::DynamoDB::Table').map(({ name, properties }) => toTableSpec(name, properties)),
    queues,
    buckets: all('AWS::S3::Bucket').map(({ name, properties }) => toBucketSpec(name, properties)),
    functions,
    mappings: all('AWS::Lambda::EventSourceMapping').map((declared) => {
      const mapping = toEventSourceMappingSpec(declared.name, declared.properties);
      for (const [property, problem] of checkMappingEnds(mapping, queues, functions)) {
        report({
          stack: declared.stack,
          logicalId: declared.logicalId,
          type: declared.type,
          property,
          problem,
        });
      }
      return mapping;
    }),
    metricFilters: all('AWS::Logs::MetricFilter').flatMap(({ properties }) => toMetricFilterSpec(properties)),
  };
  if (problems.length > 0) {
    throw new UnsupportedTemplateError(problems);
  }
  return model;
}

function findCode(
  { stack, logicalId, type, properties }: Declared<'AWS::Lambda::Function'>,
  { assets }: Assembly,
  report: (problem: TemplateProblem) => void,
): FunctionSpec['codeDirectory'] | undefined {
  const key = properties.Code.S3Key;
  const asset = assets.get(key);
  if (asset?.packaging === 'zip') {
    return asset.path;
  }
  const problem =
    asset === undefined
      ? `the assembly has no asset ${key}`
      : `${asset.path} is an archive; pass its directory to Code.fromAsset instead`;
  report({ stack, logicalId, type, property: 'Code', problem });
  return undefined;
}

/** Reports duplicate names: AWS refuses the second resource, but an emulator would take both for one. */
function reportSharedNames(
  declared: readonly Declared<SupportedType>[],
  report: (problem: TemplateProblem) => void,
): void {
  const names = new Set<string>();
  for (const { stack, logicalId, type, name } of declared) {
    if (names.has(name)) {
      report({ stack, logicalId, type, problem: `another resource has the same name, ${name}` });
    }
    names.add(name);
  }
}
