import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Knowledge that dynalite has of the command. A parser removes what the expression uses from the unused. */
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
  /** Aliases of the values in the tree, which are those of the command that it was parsed for. */
  readonly aliases: ReadonlyMap<unknown, string>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

/** Expressions that are remembered; the catalog has some hundreds. */
const MAX_REMEMBERED = 1000;

/**
 * Makes a parser parse each expression once: dynalite's backtracks, and took more than a third of a run. Its result
 * depends on names and on the types of values alone, but for `BETWEEN`, which compares them.
 */
export function rememberExpressions(parser: Parser): void {
  const { parse } = parser;
  const remembered = new Map<string, Parsed>();

  function parseAnew(key: string, expression: string, context: Context): Parsed {
    const { attrNames = {}, attrVals = {} } = context;
    const unusedAttrNames: object = { ...attrNames };
    const unusedAttrVals: object = { ...attrVals };
    const tree = parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } });
    const parsed = {
      tree,
      aliases: new Map(Object.entries(attrVals).map(([alias, value]): [unknown, string] => [value, alias])),
      usedNames: Object.keys(attrNames).filter((name) => !Object.hasOwn(unusedAttrNames, name)),
      usedValues: Object.keys(attrVals).filter((alias) => !Object.hasOwn(unusedAttrVals, alias)),
    };
    if (remembered.size >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.set(key, parsed);
    return parsed;
  }

  parser.parse = (expression, options) => {
    const { attrNames, attrVals = {}, unusedAttrNames, unusedAttrVals } = options.context;
    if (/between/i.test(expression)) {
      return parse(expression, options);
    }
    const types = Object.entries(attrVals).map(([alias, value]) => [alias, Object.keys(value)]);
    const key = JSON.stringify([expression, attrNames, types]);
    const { tree, aliases, usedNames, usedValues } =
      remembered.get(key) ?? parseAnew(key, expression, options.context);
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
