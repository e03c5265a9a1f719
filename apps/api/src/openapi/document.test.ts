import { fileURLToPath } from 'node:url';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { document } from '../testing/conformance.ts';
import { createDocument } from './document.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Lists every object of the document, schemas among them. */
function schemasOf(value: unknown): Schema[] {
  return typeof value === 'object' && value !== null
    ? [value as Schema, ...Object.values(value).flatMap(schemasOf)]
    : [];
}

describe('openapi.json', () => {
  it('is what the schemas say (`pnpm generate` writes it)', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(createDocument())));
  });

  it('says of each number that it is a double, and that sums of money need 64 bits', () => {
    const schemas = schemasOf(document);

    const numbers = schemas.filter(({ type, enum: values }) => type === 'number' && values === undefined);
    expect(new Set(numbers.map(({ format }) => format))).toEqual(new Set(['double']));
    expect(document).toHaveProperty(
      'components.schemas.ReportTotal.properties.priceInMinorUnits.format',
      'int64',
    );
  });

  it('gives no schema a pattern besides the format of a UUID', () => {
    const ids = schemasOf(document).filter(({ format }) => format === 'uuid');

    expect(ids).not.toEqual([]);
    expect(ids.filter((schema) => 'pattern' in schema)).toEqual([]);
  });

  it.each([
    ['/products', 'DryRun'],
    ['/products/batch', 'DryRun'],
    ['/submissions/{id}/retry', undefined],
  ])('lets the first success of POST %s be the body of a 202 too', (path, dryRun) => {
    const { 200: ok, 202: accepted } = document.paths[path]?.['post']?.responses ?? {};
    const { schema } = (ok?.content?.['application/json'] ?? {}) as { schema: { $ref: string } };
    const result = schema.$ref.split('/').at(-1) ?? '';

    const names = ['Submission', dryRun, 'Accepted'].filter((name) => name !== undefined);
    expect(document).toHaveProperty(
      `components.schemas.${result}.oneOf`,
      names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    );
    expect(accepted?.content).toHaveProperty(
      ['application/json', 'schema', '$ref'],
      '#/components/schemas/Accepted',
    );
  });

  it('has nothing that Redocly’s recommended rules find fault with, examples included', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      rules: {
        'no-invalid-media-type-examples': 'error',
        // Probes and pages have no problem of the reader's own making.
        'operation-4xx-response': 'off',
      },
    });

    const problems = await lint({
      ref: fileURLToPath(new URL('../../openapi.json', import.meta.url)),
      config,
    });

    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });
});

it.each(['ProductInput', 'ProductPut', 'ProductPatch', 'ProductMerge', 'ProductDelete', 'ProductChanges'])(
  'a product may be sent back as it was read: %s describes what is ignored',
  (name) => {
    const schema = createDocument().components?.schemas?.[name];

    expect(schema).toMatchObject({ additionalProperties: false });
    for (const field of ['id', 'version', 'submissionId', 'createdAt', 'updatedAt']) {
      expect(schema).toHaveProperty(['properties', field]);
      expect(schema).not.toHaveProperty(['required', field]);
    }
  },
);
