import { fileURLToPath } from 'node:url';
import { ERROR_CODES, FAILURE_CODES, FIELD_ERROR_CODES, type Problem } from '@async-catalog/product-schema';
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

interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly responses: Record<
    string,
    { content?: Record<string, { examples?: Record<string, { value: Problem }> }> }
  >;
}

/** Every operation, with the template of its path. */
const OPERATIONS = Object.entries(
  document.paths as unknown as Record<string, Record<string, Described>>,
).flatMap(([path, operations]) => Object.values(operations).map((operation) => ({ path, ...operation })));

describe('each operation', () => {
  it('is described, under a name of its own', () => {
    const names = OPERATIONS.map(({ summary }) => summary);

    expect(new Set(names).size).toBe(OPERATIONS.length);
    expect(OPERATIONS.filter(({ summary, description }) => !summary || !description)).toEqual([]);
  });

  it('says what each of its parameters is', () => {
    const undescribed = OPERATIONS.flatMap(({ operationId, parameters = [] }) =>
      parameters.filter(({ description }) => !description).map(({ name }) => `${operationId}: ${name}`),
    );

    expect(undescribed).toEqual([]);
  });

  it('has examples of problems at its own path, and for its own scope', () => {
    for (const { path, responses, security } of OPERATIONS) {
      const examples = Object.values(responses).flatMap(({ content }) =>
        Object.values(content?.['application/problem+json']?.examples ?? {}).map(({ value }) => value),
      );
      const scopes = examples.flatMap(({ code, detail }) =>
        code === 'FORBIDDEN' ? (/the scope ([\w:]+)\./.exec(detail)?.slice(1) ?? [detail]) : [],
      );

      expect(new Set(scopes)).toEqual(new Set(security[0]?.['accessToken']));
      expect(new Set(examples.map(({ instance }) => instance.replace(/[0-9a-f-]{36}/, '{id}')))).toEqual(
        new Set([path]),
      );
    }
  });
});

describe('the guides', () => {
  const { description } = (document as unknown as { info: { description: string } }).info;

  it.each([...ERROR_CODES, ...FIELD_ERROR_CODES, ...FAILURE_CODES])('explain %s in a table', (code) => {
    expect(description).toMatch(new RegExp(`^\\| \`${code}\` \\|.*[a-z].*\\|$`, 'm'));
  });

  it('name each list that has no pages', () => {
    const lists = OPERATIONS.map(({ path, parameters = [] }) => ({
      path,
      names: parameters.map(({ name }) => name),
    })).filter(({ names }) => names.includes('limit'));
    const [, paging = ''] = /^# Paging$(.*?)^# /ms.exec(description) ?? [];

    const withoutPages = lists.filter(({ names }) => !names.includes('cursor')).map(({ path }) => path);
    expect(lists.length).toBeGreaterThan(withoutPages.length);
    expect(withoutPages.filter((path) => !paging.includes(`\`GET ${path}\` alone`))).toEqual([]);
    expect(withoutPages).toHaveLength(1);
  });

  it('say of each error that has Retry-After that the request can be sent again', () => {
    const [, errors = ''] = /^# Errors$(.*?)^\| code /ms.exec(description) ?? [];

    expect(errors).toContain('any error that has `Retry-After`');
  });

  it('have a part for each thing that all operations share', () => {
    expect([...description.matchAll(/^# (.+)$/gm)].map(([, title]) => title)).toEqual([
      'First steps',
      'Idempotency',
      'Waiting',
      'Batches and NDJSON',
      'Errors',
      'Paging',
      'Limits',
    ]);
  });
});

describe('openapi.json', () => {
  it('is what the schemas say (`npx --yes pnpm@12 generate` writes it)', () => {
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
