/**
 * Says that numbers are doubles, because generated clients in Go would hold a price in 32 bits, and says of ids no
 * more than that they are UUIDs: OpenAPI Generator's Python client can't be imported if they have a pattern too.
 */
export function formatSchemas<Document extends object>(document: Document): Document {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => formatSchema(value)) as Document;
}

function formatSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { pattern, ...schema } = value as { type?: unknown; format?: unknown; pattern?: unknown };
  if (schema.type === 'number' && !('enum' in schema)) {
    return { ...value, format: 'double' };
  }
  return schema.format === 'uuid' && pattern !== undefined ? schema : value;
}
