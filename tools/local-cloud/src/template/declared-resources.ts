import type { z } from 'zod';
import type { TemplateProblem } from '../errors.ts';
import { evaluate, NO_VALUE } from './intrinsic-functions.ts';
import type { StackScope } from './stack-scope.ts';
import { RESOURCE_TYPES, type SupportedType } from './resource-types/index.ts';
import type { ResourceType } from './resource-types/resource-type.ts';
import { UnresolvableValueError } from './unresolvable-value-error.ts';

type PropertiesOf<T extends SupportedType> = z.output<(typeof RESOURCE_TYPES)[T]['honoured']>;

/** A resource of a template with its supported properties, resolved and checked. */
export interface Declared<T extends SupportedType> {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: T;
  readonly name: string;
  readonly properties: PropertiesOf<T>;
}

/** Lists the resources of one type in a stack. Those with a problem are reported and left out. */
export function declaredResources<T extends SupportedType>(
  scope: StackScope,
  type: T,
  report: (problem: TemplateProblem) => void,
): Declared<T>[] {
  const declared: Declared<T>[] = [];
  for (const [logicalId, resource] of Object.entries(scope.stack.template.Resources)) {
    if (resource.Type !== type) {
      continue;
    }
    const reportHere = (problem: string, property?: string) => {
      const where = { stack: scope.stack.name, logicalId, type };
      report({ ...where, ...(property !== undefined && { property }), problem });
    };
    try {
      const properties = scope.has(logicalId)
        ? resolveProperties(RESOURCE_TYPES[type], resource.Properties, scope, reportHere)
        : undefined;
      if (properties !== undefined) {
        const name = scope.physicalName(logicalId);
        declared.push({
          stack: scope.stack.name,
          logicalId,
          type,
          name,
          properties: properties as PropertiesOf<T>,
        });
      }
    } catch (error) {
      reportHere(unresolvable(error));
    }
  }
  return declared;
}

function resolveProperties(
  { honoured }: ResourceType,
  properties: Readonly<Record<string, unknown>>,
  scope: StackScope,
  report: (problem: string, property: string) => void,
): unknown {
  const resolved: Record<string, unknown> = {};
  let complete = true;
  for (const [property, value] of Object.entries(properties)) {
    if (!Object.hasOwn(honoured.shape, property)) {
      continue;
    }
    try {
      const plain = evaluate(value, scope);
      if (plain !== NO_VALUE) {
        resolved[property] = plain;
      }
    } catch (error) {
      complete = false;
      report(unresolvable(error), property);
    }
  }
  if (!complete) {
    return undefined;
  }
  const parsed = honoured.safeParse(resolved);
  for (const issue of parsed.error?.issues ?? []) {
    report(issue.message, issue.path.join('.'));
  }
  return parsed.data;
}

/** Returns the message of an unresolvable value; rethrows any other error. */
function unresolvable(error: unknown): string {
  if (error instanceof UnresolvableValueError) {
    return error.message;
  }
  throw error;
}
