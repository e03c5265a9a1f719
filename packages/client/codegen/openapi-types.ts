import { readFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const DOCUMENT = new URL('../../../apps/api/openapi.json', import.meta.url);

/** Where the generated types are committed. */
export const TYPES_FILE = new URL('../src/openapi.ts', import.meta.url);

/** The types of the API's committed document, as `src/openapi.ts` has to have them. */
export async function openApiTypes(): Promise<string> {
  const types = await openapiTS(withoutExamples(await readFile(DOCUMENT, 'utf8')), {
    // A default is the service's: the consumer may leave the field out.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  const { code } = await format('openapi.ts', COMMENT_HEADER + astToString(types), await formatting());
  return code;
}

/** Examples are for readers of the document; as comments they would be most of the types. */
function withoutExamples(json: string) {
  return JSON.parse(json, (key, value: unknown) => (/^examples?$/.test(key) ? undefined : value));
}

async function formatting() {
  return JSON.parse(await readFile(new URL('../../../.oxfmtrc.json', import.meta.url), 'utf8'));
}
