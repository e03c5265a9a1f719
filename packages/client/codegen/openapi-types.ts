import { readFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';

const DOCUMENT = new URL('../../../apps/api/openapi.json', import.meta.url);

/** File of the generated types, which is committed. */
export const TYPES_FILE = new URL('../src/openapi.ts', import.meta.url);

/** Generates the types of the API's committed document. */
export async function openApiTypes(): Promise<string> {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8')) as OpenAPI3;
  const types = await openapiTS(withoutExamples(document) as OpenAPI3, {
    // The service sets defaults, so the consumer may leave the field out.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  const { code } = await format('openapi.ts', COMMENT_HEADER + astToString(types), await formatting());
  return code;
}

/** Keywords whose values hold other schemas, headers or responses by names that are no keywords. */
const NAMED =
  /^(?:properties|patternProperties|\$defs|dependentSchemas|schemas|headers|responses|parameters|paths|callbacks)$/;

/**
 * Removes examples, which would take up most of the file as comments. A product's field may be named `example`: only the keyword is removed.
 */
export function withoutExamples(value: unknown, holdsNames = false): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withoutExamples(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => holdsNames || !/^examples?$/.test(key))
      .map(([key, inner]) => [key, withoutExamples(inner, !holdsNames && NAMED.test(key))]),
  );
}

async function formatting() {
  return JSON.parse(await readFile(new URL('../../../.oxfmtrc.json', import.meta.url), 'utf8'));
}
