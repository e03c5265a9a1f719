import { createHash } from 'node:crypto';

import { localArn } from '../local-account.ts';
import type { EventSourceMappingSpec, FunctionSpec } from '../model.ts';
import type { FunctionLookup } from './function-lookup.ts';
import type { InvokeRefusal } from './invoke-result.ts';
import { functionNotFound, invalidParameter } from './refusals.ts';

/** Path of each operation, and what one of its pages holds at most. */
const FUNCTIONS = /^\/2015-03-31\/functions\/?$/;
const FUNCTIONS_PER_PAGE = 50;
const FUNCTION = /^\/2015-03-31\/functions\/([^/]+)$/;
const MAPPINGS = /^\/2015-03-31\/event-source-mappings\/?$/;
const MAPPINGS_PER_PAGE = 100;

interface ReadApiOptions {
  readonly functions: readonly FunctionSpec[];
  readonly mappings: readonly EventSourceMappingSpec[];
  readonly find: FunctionLookup;
  /** Time of the deployment. */
  readonly startedAt: Date;
}

/** Answers a read of Lambda's configuration; `undefined` where the path is none of these. */
export type ReadApi = (url: URL) => object | InvokeRefusal | undefined;

/**
 * Creates ListFunctions, GetFunction and ListEventSourceMappings, without the fields that this machine has no value for, such as a role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
 */
export function createReadApi({ functions, mappings, find, startedAt }: ReadApiOptions): ReadApi {
  /** Fields of a list. A single function has its state, too: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
  const describe = (spec: FunctionSpec) => ({
    FunctionName: spec.name,
    FunctionArn: spec.arn,
    Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
    Handler: spec.handler,
    Timeout: spec.timeoutSeconds,
    MemorySize: spec.memoryMb,
    // A time without a colon in its offset, as Lambda writes it.
    LastModified: startedAt.toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    Environment: { Variables: spec.environment },
    PackageType: 'Zip',
    LoggingConfig: { LogGroup: spec.logGroup },
  });

  const describeMapping = (spec: EventSourceMappingSpec) => {
    const uuid = uuidOf(spec.id);
    return {
      UUID: uuid,
      EventSourceMappingArn: localArn('lambda', `event-source-mapping:${uuid}`),
      EventSourceArn: spec.queueArn,
      FunctionArn: find(spec.functionName)?.arn,
      BatchSize: spec.batchSize,
      MaximumBatchingWindowInSeconds: spec.maximumBatchingWindowSeconds,
      ...(spec.maximumConcurrency !== undefined && {
        ScalingConfig: { MaximumConcurrency: spec.maximumConcurrency },
      }),
      FunctionResponseTypes: spec.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
      State: spec.enabled ? 'Enabled' : 'Disabled',
      StateTransitionReason: 'USER_INITIATED',
      LastModified: startedAt.getTime() / 1000,
    };
  };

  function getFunction(name: string, qualifier: string | undefined) {
    const spec = find(name, qualifier);
    if (spec === undefined) {
      return functionNotFound(qualifier === undefined ? name : `${name}:${qualifier}`);
    }
    const { reservedConcurrency } = spec;
    return {
      Configuration: { ...describe(spec), State: 'Active', LastUpdateStatus: 'Successful' },
      ...(reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
      }),
    };
  }

  function listMappings(query: URLSearchParams) {
    const functionName = query.get('FunctionName') ?? undefined;
    const queueArn = query.get('EventSourceArn') ?? undefined;
    const spec = functionName === undefined ? undefined : find(functionName);
    if (functionName !== undefined && spec === undefined) {
      return functionNotFound(functionName);
    }
    const chosen = mappings.filter(
      (mapping) =>
        (spec === undefined || mapping.functionName === spec.name) &&
        (queueArn === undefined || mapping.queueArn === queueArn),
    );
    return page('EventSourceMappings', chosen.map(describeMapping), query, MAPPINGS_PER_PAGE);
  }

  return ({ pathname, searchParams: query }) => {
    const [, name] = FUNCTION.exec(pathname) ?? [];
    if (name !== undefined) {
      return getFunction(decodeURIComponent(name), query.get('Qualifier') ?? undefined);
    }
    if (FUNCTIONS.test(pathname)) {
      return page('Functions', functions.map(describe), query, FUNCTIONS_PER_PAGE);
    }
    return MAPPINGS.test(pathname) ? listMappings(query) : undefined;
  };
}

/** Cuts a page out of a list. A marker is the place of the next item. */
function page(
  name: string,
  items: readonly object[],
  query: URLSearchParams,
  most: number,
): object | InvokeRefusal {
  const maxItems = query.get('MaxItems') ?? String(most);
  const marker = query.get('Marker') ?? '0';
  if (!/^[1-9]\d{0,3}$|^10000$/.test(maxItems)) {
    return invalidParameter(`MaxItems must be a whole number from 1 to 10000, and is ${maxItems}.`);
  }
  const start = Number(marker);
  if (!/^\d{1,9}$/.test(marker) || (start > 0 && start >= items.length)) {
    return invalidParameter('Marker must be the NextMarker of an earlier answer.');
  }
  const end = start + Math.min(most, Number(maxItems));
  return { [name]: items.slice(start, end), ...(end < items.length && { NextMarker: String(end) }) };
}

/** Makes the same UUID of the same name, so that a mapping keeps it from run to run. */
function uuidOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
