import type { FunctionSpec } from '../model.ts';

export type FunctionLookup = (name: string, qualifier?: string) => FunctionSpec | undefined;

/**
 * Finds a function by its name, ARN or partial ARN (`123456789012:function:name`), each with or without the
 * only version that exists, `$LATEST`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax (FunctionName)
 */
export function createFunctionLookup(functions: readonly FunctionSpec[]): FunctionLookup {
  const byName = new Map<string, FunctionSpec>();
  for (const spec of functions) {
    const [account, ...rest] = spec.arn.split(':').slice(4);
    for (const name of [spec.name, spec.arn, [account, ...rest].join(':')]) {
      byName.set(name, spec);
      byName.set(`${name}:$LATEST`, spec);
    }
  }
  return (name, qualifier = '$LATEST') => (qualifier === '$LATEST' ? byName.get(name) : undefined);
}
