/** Tells whether a log line matches. */
export type LineFilter = (line: Readonly<Record<string, unknown>>) => boolean;

const CONDITION = /^\(\$\.(\w+) (?:= "([^"]*)"|>= (\d+))\)$/;

/**
 * Reads the filter patterns of JSON lines that are supported: `($.field = "text")` and `($.field >= 0)`, either all
 * joined by `&&` or all by `||`. Any other is `undefined`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): LineFilter | undefined {
  const [, body] = /^\{ (.*) \}$/.exec(pattern) ?? [];
  // A text may hold an operator, but only between conditions is one followed by a field.
  const [operator, ...others] = new Set(body?.match(/(?<=\) )(?:&&|\|\|)(?= \(\$\.)/g));
  const conditions = body?.split(/(?<=\)) (?:&&|\|\|) (?=\(\$\.)/).map(parseCondition);
  const known = conditions?.filter((condition) => condition !== undefined) ?? [];
  if (known.length === 0 || known.length !== conditions?.length || others.length > 0) {
    return undefined;
  }
  return operator === '||'
    ? (line) => known.some((holds) => holds(line))
    : (line) => known.every((holds) => holds(line));
}

function parseCondition(text: string): LineFilter | undefined {
  const [, field, wanted, least] = CONDITION.exec(text) ?? [];
  if (field === undefined) {
    return undefined;
  }
  return wanted === undefined
    ? (line) => typeof line[field] === 'number' && line[field] >= Number(least)
    : (line) => line[field] === wanted;
}
