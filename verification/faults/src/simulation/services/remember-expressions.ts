import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What dynalite knows of the command that an expression is part of; what the expression uses, it takes off the unused. */
interface Context {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, AttributeValue>>;
  readonly unusedAttrNames: object;
  readonly unusedAttrVals: object;
}

export interface Parser {
  parse: (this: void, expression: string, options: { readonly context: Context }) => unknown;
}

interface Parsed {
  readonly tree: unknown;
  /** The aliases of the values in the tree, which are those of the command that it was parsed for. */
  readonly aliases: ReadonlyMap<unknown, string>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

/**
 * Lets a parser parse each expression once, and afterwards only put another command's values in: parsing takes longer than everything else
 * that dynalite does. What it makes of an expression depends on names and on the types of values (but for `BETWEEN`, which nobody uses).
 */
export function rememberExpressions(parser: Parser): void {
  const { parse } = parser;
  const known = new Map<string, Parsed>();

  function parsed(key: string, expression: string, context: Context): Parsed {
    const { attrNames = {}, attrVals = {} } = context;
    const unusedAttrNames: object = { ...attrNames };
    const unusedAttrVals: object = { ...attrVals };
    const tree = parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } });
    const now = {
      tree,
      aliases: new Map(Object.entries(attrVals).map(([alias, value]): [unknown, string] => [value, alias])),
      usedNames: Object.keys(attrNames).filter((name) => !Object.hasOwn(unusedAttrNames, name)),
      usedValues: Object.keys(attrVals).filter((alias) => !Object.hasOwn(unusedAttrVals, alias)),
    };
    known.set(key, now);
    return now;
  }

  parser.parse = (expression, { context }) => {
    const { attrNames, attrVals = {}, unusedAttrNames, unusedAttrVals } = context;
    const types = Object.entries(attrVals).map(([alias, value]) => [alias, Object.keys(value)]);
    const key = JSON.stringify([expression, attrNames, types]);
    const { tree, aliases, usedNames, usedValues } = known.get(key) ?? parsed(key, expression, context);
    usedNames.forEach((name) => Reflect.deleteProperty(unusedAttrNames, name));
    usedValues.forEach((alias) => Reflect.deleteProperty(unusedAttrVals, alias));

    function copyOf(node: unknown): unknown {
      if (typeof node !== 'object' || node === null) {
        return node;
      }
      const alias = aliases.get(node);
      if (alias !== undefined) {
        return attrVals[alias];
      }
      return Array.isArray(node)
        ? node.map(copyOf)
        : Object.fromEntries(Object.entries(node).map(([name, value]) => [name, copyOf(value)]));
    }
    return copyOf(tree);
  };
}
