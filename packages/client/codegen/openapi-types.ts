import { readFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const DOCUMENT = new URL('../../../apps/api/openapi.json', import.meta.url);

/** File of the generated types, which is committed. */
export const TYPES_FILE = new URL('../src/openapi.ts', import.meta.url);

/** Generates the types of the API's committed document. */
export async function openApiTypes(): Promise<string> {
  const types = await openapiTS(withoutExamples(await readFile(DOCUMENT, 'utf8')), {
    // The service sets defaults, so the consumer may leave the field out.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  const { code } = await format('openapi.ts', COMMENT_HEADER + astToString(types), await formatting());
  return code;
}

/** Removes examples, which would take up most of the file as comments. */
function withoutExamples(json: string) {
  return JSON.parse(json, (key, value: unknown) => (/^examples?$/.test(key) ? undefined : value));
}

async function formatting() {
  return JSON.parse(await readFile(new URL('../../../.oxfmtrc.json', import.meta.url), 'utf8'));
}
