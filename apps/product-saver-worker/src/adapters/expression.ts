/**
 * Collects the names and values of a DynamoDB expression. Every name is an alias: `name`, `total` and hundreds of others are reserved.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
 */
export function createExpression() {
  const ExpressionAttributeNames: Record<string, string> = {};
  const ExpressionAttributeValues: Record<string, unknown> = {};

  function name(attribute: string): string {
    ExpressionAttributeNames[`#${attribute}`] = attribute;
    return `#${attribute}`;
  }

  let values = 0;

  function value(content: unknown): string {
    const alias = `:v${values}`;
    values += 1;
    ExpressionAttributeValues[alias] = content;
    return alias;
  }

  return { name, value, parameters: { ExpressionAttributeNames, ExpressionAttributeValues } };
}
