import { evaluate } from './intrinsic-functions.ts';
import type { StackScope } from './stack-scope.ts';
import { UnresolvableValueError } from './unresolvable-value-error.ts';

/** Resolves `Fn::ImportValue`: the output that a stack exports under this name. */
export function exportedValue(name: string, scopes: readonly StackScope[]): unknown {
  for (const scope of scopes) {
    for (const { Value, Export } of Object.values(scope.stack.template.Outputs)) {
      if (Export !== undefined && evaluate(Export.Name, scope) === name) {
        return evaluate(Value, scope);
      }
    }
  }
  throw new UnresolvableValueError(`no stack of the assembly exports ${name}`);
}

/** Resolves the SSM parameter that a stack declares under this name. */
export function storedParameter(name: string, scopes: readonly StackScope[]): unknown {
  for (const scope of scopes) {
    for (const [logicalId, { Type }] of Object.entries(scope.stack.template.Resources)) {
      if (Type === 'AWS::SSM::Parameter' && scope.has(logicalId) && scope.physicalName(logicalId) === name) {
        return scope.attribute(logicalId, 'Value');
      }
    }
  }
  throw new UnresolvableValueError(`no stack of the assembly declares the SSM parameter ${name}`);
}
