import { evaluate, list, text, type Scope } from './intrinsic-functions.ts';
import { UnresolvableValueError } from './unresolvable-value-error.ts';

/**
 * Evaluates an entry of a template's `Conditions`.
 *
 * @throws {UnresolvableValueError} for anything that isn't a condition function.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function holds(condition: unknown, scope: Scope): boolean {
  const [name, argument] = Object.entries(condition ?? {})[0] ?? [];
  switch (name) {
    case 'Condition':
      return scope.condition(text(argument));
    case 'Fn::Equals': {
      const [left, right] = list(argument).map((side) => text(evaluate(side, scope)));
      return left === right;
    }
    case 'Fn::And':
      return list(argument).every((part) => holds(part, scope));
    case 'Fn::Or':
      return list(argument).some((part) => holds(part, scope));
    case 'Fn::Not':
      return !list(argument).some((part) => holds(part, scope));
    default:
      throw new UnresolvableValueError(`${JSON.stringify(condition)} isn't a supported condition`);
  }
}
