import type { TemplateProblem } from '../errors.ts';
import { RESOURCE_TYPES, TYPES_LEFT_OUT, type SupportedType } from './resource-types/index.ts';
import type { Stack } from './template.ts';

/** Reports every resource and property that the local cloud would otherwise ignore silently. */
export function reportUnknown(
  { name: stack, template }: Stack,
  report: (problem: TemplateProblem) => void,
): void {
  if (template.Transform !== undefined) {
    report({ stack, logicalId: 'Transform', type: 'template', problem: 'macros are only expanded by AWS' });
  }
  for (const [logicalId, { Type: type, Properties }] of Object.entries(template.Resources)) {
    if (!Object.hasOwn(RESOURCE_TYPES, type)) {
      if (!Object.keys(TYPES_LEFT_OUT).some((leftOut) => type.startsWith(leftOut))) {
        report({ stack, logicalId, type, problem: 'this resource type is not run locally' });
      }
      continue;
    }
    const { honoured, ignored } = RESOURCE_TYPES[type as SupportedType];
    for (const property of Object.keys(Properties)) {
      if (!Object.hasOwn(honoured.shape, property) && !Object.hasOwn(ignored, property)) {
        report({ stack, logicalId, type, property, problem: 'this property is not honoured locally' });
      }
    }
  }
}
