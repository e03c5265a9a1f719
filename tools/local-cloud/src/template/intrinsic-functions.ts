import { UnresolvableValueError } from './unresolvable-value-error.ts';

/** Value of `AWS::NoValue`: a property or list entry with it is removed. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves the names in a template. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  exported(name: string): unknown;
  condition(name: string): boolean;
}

type IntrinsicFunction = (argument: unknown, scope: Scope) => unknown;

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => scope.ref(text(argument)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] =
      typeof argument === 'string' ? argument.split('.') : list(argument).map(text);
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::ImportValue': (argument, scope) => scope.exported(text(evaluate(argument, scope))),
  'Fn::If': (argument, scope) => {
    const [condition, whenTrue, whenFalse] = list(argument);
    return evaluate(scope.condition(text(condition)) ? whenTrue : whenFalse, scope);
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list(argument);
    return list(evaluate(parts, scope)).map(text).join(text(delimiter));
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = list(argument);
    return text(evaluate(source, scope)).split(text(delimiter));
  },
  'Fn::Select': (argument, scope) => {
    const [index, choices] = list(argument);
    const chosen = list(evaluate(choices, scope))[Number(text(evaluate(index, scope)))];
    if (chosen === undefined) {
      throw new UnresolvableValueError(`Fn::Select has no entry ${JSON.stringify(index)}`);
    }
    return chosen;
  },
  'Fn::Sub': (argument, scope) => {
    const [pattern, variables] = typeof argument === 'string' ? [argument, {}] : list(argument);
    const own = variables as Readonly<Record<string, unknown>>;
    // `${!Literal}` is how a template writes a plain `${Literal}`.
    return text(pattern).replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') {
        return `\${${name}}`;
      }
      if (Object.hasOwn(own, name)) {
        return text(evaluate(own[name], scope));
      }
      return text(evaluate(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, scope));
    });
  },
};

/**
 * Resolves every intrinsic function in a template's value.
 *
 * @throws {UnresolvableValueError} for a function that isn't supported, or an unknown name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string' && value.includes('{{resolve:')) {
    throw new UnresolvableValueError(`the dynamic reference "${value}" is only resolved by AWS`);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => evaluate(entry, scope)).filter((entry) => entry !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const call = intrinsicCall(value);
  if (call === undefined) {
    const entries = Object.entries(value).map(([key, entry]) => [key, evaluate(entry, scope)] as const);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== NO_VALUE));
  }
  const intrinsic = FUNCTIONS[call.name];
  if (intrinsic === undefined) {
    throw new UnresolvableValueError(`${call.name} is not supported`);
  }
  return intrinsic(call.argument, scope);
}

function intrinsicCall(value: object): { name: string; argument: unknown } | undefined {
  const [entry, ...others] = Object.entries(value) as [string, unknown][];
  const isCall =
    entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'));
  return isCall ? { name: entry[0], argument: entry[1] } : undefined;
}

/** @throws {UnresolvableValueError} unless it is a list. */
export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new UnresolvableValueError(`expected a list, found ${JSON.stringify(value)}`);
  }
  return value;
}

/** @throws {UnresolvableValueError} unless it is a string, or a number or boolean to be taken as one. */
export function text(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new UnresolvableValueError(`expected text, found ${JSON.stringify(value) ?? String(value)}`);
  }
  return String(value);
}
