import { constants, gzipSync } from 'node:zlib';
import {
  CATALOG_API_ID,
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  MAX_SENT_BYTES,
} from '@async-catalog/http-contract';
import {
  httpApiEvent,
  type HttpRequest,
  lambdaContext,
  restApiEvent,
} from '@async-catalog/local-cloud/testing';
import {
  Accepted,
  DryRun,
  newSubmissionId,
  Problem,
  productIdOf,
  type PutMessage,
} from '@async-catalog/product-schema';
import { arbitraryProductInput } from '@async-catalog/product-schema/testing';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Ports, serviceOn } from './testing/intake-service.ts';
import { memoryPorts } from './testing/memory-ports.ts';
import { aProduct } from './testing/product.ts';

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  return () => void vi.unstubAllEnvs();
});

const NDJSON = { 'content-type': 'application/x-ndjson' };
const STRICT = { prefer: 'handling=strict' };
const BATCH = '/products/batch';

function setUp(replaced: Partial<Ports> = {}) {
  const memory = memoryPorts();
  const service = serviceOn({ ...memory.ports, ...replaced });
  const send = (request: HttpRequest, context = lambdaContext(), apiId?: string) => {
    const event = httpApiEvent(request);
    const requestContext = { ...event.requestContext, ...(apiId !== undefined && { apiId }) };
    return service({ ...event, requestContext }, context);
  };
  return { ...memory, service, send };
}

const problemIn = (answer: { body: string }) => Problem.parse(JSON.parse(answer.body));
const acceptedIn = (answer: { body: string }) => Accepted.parse(JSON.parse(answer.body));

const never = () => new Promise<never>(() => {});

const ITEMS = [aProduct({ sku: 'A' }), { name: 'Tea', price: 1.234, sku: 'B' }, aProduct({ sku: 'C' })];

describe('a batch', () => {
  it.each([
    ['JSON', { body: { items: ITEMS } }],
    ['NDJSON', { body: ITEMS.map((item) => JSON.stringify(item)).join('\n'), headers: NDJSON }],
    [
      'packed NDJSON',
      {
        body: gzipSync(ITEMS.map((item) => JSON.stringify(item)).join('\n')),
        headers: { ...NDJSON, 'content-encoding': 'gzip' },
      },
    ],
  ])(
    'as %s has its good items taken, and its bad ones rejected with index and pointer',
    async (_, request) => {
      const { send, messages, rejected, records } = setUp();

      const answer = await send({ path: BATCH, ...request });

      expect(answer.statusCode).toBe(202);
      const accepted = acceptedIn(answer);
      expect(accepted).toMatchObject({
        total: 3,
        items: [
          { index: 0, sku: 'A' },
          { index: 2, sku: 'C' },
        ],
        rejected: [{ index: 1, sku: 'B', errors: [{ pointer: '/price', code: 'TOO_MANY_DECIMALS' }] }],
      });
      expect(messages.map((one) => [one.index, one.total, (one as PutMessage).product])).toEqual([
        [0, 3, ITEMS[0]],
        [2, 3, ITEMS[2]],
      ]);
      expect(rejected).toEqual(accepted.rejected);
      expect(records).toMatchObject([{ id: accepted.submissionId, total: 3, rejected: 1 }]);
    },
  );

  it('keeps the line of each item for the report, whether it is queued or replaced', async () => {
    const { send, messages, rejected, parts } = setUp();
    const lines = [aProduct({ sku: 'A' }), { name: 'Tea' }, aProduct({ sku: 'A' }), aProduct({ sku: 'B' })];
    const body = lines.map((item) => JSON.stringify(item)).join('\n\n');

    await send({ path: BATCH, body, headers: NDJSON });

    expect(messages.map(({ index, line }) => [index, line])).toEqual([
      [2, 5],
      [3, 7],
    ]);
    expect(rejected).toMatchObject([{ index: 1, line: 3 }]);
    expect(parts).toMatchObject([{ items: [{ index: 0, line: 1, supersededBy: 2 }] }]);
  });

  it('of a thousand with 37 bad ones has 963 taken', async () => {
    const items = Array.from({ length: 1000 }, (_, index) =>
      index % 27 === 3 ? { name: 'Tea', price: -1 } : aProduct({ sku: `SKU-${index}` }),
    );
    const { send, messages, rejected } = setUp();

    const accepted = acceptedIn(await send({ path: BATCH, body: { items } }));

    expect(accepted.items).toHaveLength(963);
    expect(messages).toHaveLength(963);
    expect(rejected.map(({ index, errors }) => [index, errors[0]?.pointer])).toEqual(
      Array.from({ length: 37 }, (_, n) => [n * 27 + 3, '/price']),
    );
  });

  it('is taken as a whole or not at all where that is preferred', async () => {
    const { send, messages, records, rejected } = setUp();

    const refused = await send({ path: BATCH, body: { items: ITEMS }, headers: STRICT });

    expect(refused).toMatchObject({ statusCode: 422, headers: { 'preference-applied': 'handling=strict' } });
    expect(problemIn(refused)).toMatchObject({
      code: 'INVALID_ITEMS',
      errors: [{ pointer: '/items/1/price' }],
    });
    expect([...messages, ...records, ...rejected]).toEqual([]);

    const taken = await send({ path: BATCH, body: { items: [ITEMS[0]] }, headers: STRICT });
    expect(taken).toMatchObject({ statusCode: 202, headers: { 'preference-applied': 'handling=strict' } });
  });

  it('of lines is refused with the line in words and the index as pointer', async () => {
    const { send } = setUp();

    const refused = await send({
      path: BATCH,
      body: '{"name":"Tea","price":1}\n\n{"name":"Tea"}\n{',
      headers: { ...NDJSON, ...STRICT },
    });

    expect(problemIn(refused).errors).toEqual([
      { pointer: '/1/price', code: 'REQUIRED', detail: 'line 3: is missing; send a number' },
      { pointer: '/2', code: 'INVALID_JSON', detail: expect.stringMatching(/^line 4, column 2: /) as string },
    ]);
  });

  it('of lines loses only the line that is not UTF-8, and names it', async () => {
    const { send, messages, rejected } = setUp();
    const lines = Array.from({ length: 1000 }, (_, n) => `{"name":"Tea ${n}","price":1}\n`);
    lines[699] = '\n{"name":"Thé","price":1}\r\n';

    const answer = await send({
      path: BATCH,
      body: Buffer.from(lines.join(''), 'latin1'),
      headers: { 'content-type': 'application/jsonl; charset=utf8' },
    });

    const accepted = acceptedIn(answer);
    expect(accepted.items).toHaveLength(999);
    expect(messages).toHaveLength(999);
    expect(accepted.rejected).toEqual([
      {
        index: 699,
        line: 701,
        errors: [{ pointer: '', code: 'INVALID_JSON', detail: 'column 12: is not UTF-8; send UTF-8' }],
      },
    ]);
    expect(rejected).toEqual(accepted.rejected);
  });

  it('of lines whose line ends are lost is refused with the way to keep them', async () => {
    const { send } = setUp();

    const refused = await send({
      path: BATCH,
      body: '{"name":"A","price":1}{"name":"B","price":2}',
      headers: NDJSON,
    });

    expect(refused.statusCode).toBe(422);
    expect(problemIn(refused).errors?.[0]?.detail).toBe(
      'line 1, column 23: several JSON texts are on one line; end each with a line feed, which curl keeps with --data-binary, not with -d',
    );
  });

  it('of lines loses only the items that have a reserved name', async () => {
    const { send, messages } = setUp();

    const answer = await send({
      path: BATCH,
      body: '{"name":"Tea","price":1}\n{"name":"Tea","price":1,"attributes":{"__proto__":"v"}}\n{"constructor":{"prototype":1}}',
      headers: NDJSON,
    });

    expect(answer.statusCode).toBe(202);
    expect(messages).toMatchObject([{ index: 0, total: 3 }]);
    expect(acceptedIn(answer).rejected).toMatchObject([
      { index: 1, errors: [{ pointer: '/attributes/__proto__', code: 'RESERVED_NAME' }] },
      { index: 2, errors: [{ pointer: '/constructor/prototype', code: 'RESERVED_NAME' }] },
    ]);
  });

  it('is not taken as strict because of a quoted text of another preference', async () => {
    const answer = await setUp().send({
      path: BATCH,
      body: { items: ITEMS },
      headers: { prefer: 'foo; note="x, handling=strict"' },
    });

    expect(answer.statusCode).toBe(202);
    expect(answer.headers).not.toHaveProperty('preference-applied');
  });

  it('with nothing good in it is refused under the preferred handling', async () => {
    const answer = await setUp().send({ path: BATCH, body: { items: [ITEMS[1]] }, headers: STRICT });

    expect(answer).toMatchObject({ statusCode: 422, headers: { 'preference-applied': 'handling=strict' } });
  });

  it('is all that handling applies to: of a product it is ignored', async () => {
    const { send } = setUp();

    const taken = await send({ body: aProduct(), headers: STRICT });
    const refused = await send({ body: ITEMS[1], headers: STRICT });

    expect([taken.statusCode, refused.statusCode]).toEqual([202, 422]);
    expect({ ...taken.headers, ...refused.headers }).not.toHaveProperty('preference-applied');
  });

  it('with nothing good in it is refused', async () => {
    const { send, records } = setUp();

    const refused = await send({ path: BATCH, body: { items: [ITEMS[1], null] } });

    expect(problemIn(refused)).toMatchObject({
      code: 'NO_VALID_ITEM',
      errors: [{ pointer: '/items/0/price' }, { pointer: '/items/1', code: 'WRONG_TYPE' }],
    });
    expect(records).toEqual([]);
  });
});

/**
 * Builds an invalid item with three unknown names as long as a pointer may be, of characters that are longest
 * in JSON.
 */
function badItem(_: unknown, item: number): object {
  const names = [0, 1, 2].map((field) => '\u0001'.repeat(193) + (10_000 + item * 3 + field));
  return { ...aProduct(), ...Object.fromEntries(names.map((name) => [name, 1])) };
}

describe('an answer', () => {
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  const LAMBDA_PAYLOAD_BYTES = 6 * 1024 * 1024;

  it('stays below what Lambda lets through, however long the names are that it has to repeat', async () => {
    const { send } = setUp();
    const answer = await send({
      path: BATCH,
      body: { items: [aProduct(), ...Array.from({ length: 999 }, badItem)] },
    });

    expect(acceptedIn(answer).rejected.flatMap(({ errors }) => errors)).toHaveLength(3 * 999);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(LAMBDA_PAYLOAD_BYTES);
  });
});

describe('a dry run', () => {
  it.each([
    [
      'a batch',
      BATCH,
      { items: ITEMS },
      { valid: 2, rejected: [{ index: 1, errors: [{ pointer: '/price' }] }] },
    ],
    ['a batch with nothing good in it', BATCH, { items: [7] }, { valid: 0, rejected: [{ index: 0 }] }],
    ['a product', '/products', ITEMS[0], { valid: 1, rejected: [] }],
    [
      'a bad product',
      '/products',
      ITEMS[1],
      { valid: 0, rejected: [{ index: 0, errors: [{ pointer: '/price' }] }] },
    ],
  ])('of %s says what would be taken, and takes nothing', async (_, path, body, result) => {
    const { send, messages, records, rejected } = setUp();

    const answer = await send({ path, body, query: 'dryRun=true', headers: { 'idempotency-key': 'k' } });

    expect(answer.statusCode).toBe(200);
    expect(DryRun.parse(JSON.parse(answer.body))).toMatchObject(result);
    expect([...messages, ...records, ...rejected]).toEqual([]);
  });

  it('can be asked for through a REST API', async () => {
    const { service, records } = setUp();

    const answer = await service(restApiEvent({ body: aProduct(), query: 'dryRun=true' }), lambdaContext());

    expect(answer.statusCode).toBe(200);
    expect(records).toEqual([]);
  });
});

describe('a request that is refused', () => {
  it.each<[string, HttpRequest, number, string, object[]?]>([
    ['has no body', {}, 400, 'MALFORMED_JSON'],
    ['has an empty body', { body: '' }, 400, 'MALFORMED_JSON'],
    ['is null', { body: 'null' }, 422, 'INVALID_PRODUCT', [{ pointer: '', code: 'WRONG_TYPE' }]],
    ['is an array', { body: [aProduct()] }, 422, 'INVALID_PRODUCT', [{ pointer: '', code: 'WRONG_TYPE' }]],
    [
      'is malformed',
      { body: '{"name":\n"Tea",}' },
      400,
      'MALFORMED_JSON',
      [{ detail: 'line 2, column 7: a comma before }; remove it' }],
    ],
    [
      'gives a field twice',
      { body: '{"name":"Tea","price":1,"price":2}' },
      422,
      'INVALID_PRODUCT',
      [{ pointer: '/price', code: 'DUPLICATE_FIELD' }],
    ],
    [
      'has a __proto__',
      { body: '{"name":"Tea","price":1,"attributes":{"__proto__":"x"}}' },
      400,
      'INVALID_REQUEST',
      [{ pointer: '/attributes/__proto__', code: 'RESERVED_NAME' }],
    ],
    [
      'has a constructor with a prototype',
      { body: '{"constructor":{"prototype":{}}}' },
      400,
      'INVALID_REQUEST',
      [{ pointer: '/constructor/prototype', code: 'RESERVED_NAME' }],
    ],
    [
      'has a reserved name in one of its items',
      { path: BATCH, body: '{"items":[{"name":"Tea","price":1},{"__proto__":1}]}' },
      400,
      'INVALID_REQUEST',
      [
        {
          pointer: '/items/1/__proto__',
          code: 'RESERVED_NAME',
          detail: 'is a reserved name; choose another',
        },
      ],
    ],
    [
      'nests too deep',
      { body: '['.repeat(4_000_000) },
      400,
      'MALFORMED_JSON',
      [{ detail: 'line 1, column 33: nests deeper than 32 levels' }],
    ],
    [
      'has a lone surrogate',
      { body: String.raw`{"name":"\ud800","price":1}` },
      422,
      'INVALID_PRODUCT',
      [{ pointer: '/name', code: 'NOT_WELL_FORMED' }],
    ],
    [
      'has a number beyond all bounds',
      { body: '{"name":"Tea","price":1e400}' },
      422,
      'INVALID_PRODUCT',
      [{ pointer: '/price' }],
    ],
    [
      'has numbers that no double holds',
      {
        body: '{"name":"Tea","price":0.1000000000000000055511151231257827,"attributes":{"gtin":12345678901234567890}}',
      },
      422,
      'INVALID_PRODUCT',
      [
        { pointer: '/price', code: 'NUMBER_NOT_EXACT' },
        { pointer: '/attributes/gtin', code: 'NUMBER_NOT_EXACT' },
      ],
    ],
    ['has a key twice', { headers: { 'idempotency-key': 'a,b' }, body: aProduct() }, 400, 'INVALID_REQUEST'],
    ['is UTF-16', { body: Buffer.from('{"name":"Tea","price":1}', 'utf16le') }, 400, 'INVALID_REQUEST'],
    [
      'has a price that is none',
      { body: '{"name":"Tea","price":0.30000000000000004}' },
      422,
      'INVALID_PRODUCT',
      [{ pointer: '/price', code: 'TOO_MANY_DECIMALS' }],
    ],
    ['is too large', { body: ' '.repeat(MAX_SENT_BYTES + 1) }, 413, 'PAYLOAD_TOO_LARGE'],
    [
      'has too many items',
      { path: BATCH, body: { items: Array.from({ length: 1001 }, () => aProduct()) } },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'is of another type',
      { headers: { 'content-type': 'text/csv' }, body: 'a,b' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'is of lines where one product is wanted',
      { headers: NDJSON, body: '{}' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['is for nothing that is here', { path: '/product', body: aProduct() }, 404, 'NOT_FOUND'],
    ['has another method', { method: 'GET' }, 405, 'METHOD_NOT_ALLOWED'],
    [
      'has a key that is none',
      { headers: { 'idempotency-key': '' }, body: aProduct() },
      400,
      'INVALID_REQUEST',
    ],
    ['misspells a parameter', { query: 'dryrun=true', body: aProduct() }, 400, 'INVALID_REQUEST'],
    ['comes from nobody', { authorizer: {}, body: aProduct() }, 401, 'UNAUTHENTICATED'],
  ])('because it %s gets the reason', async (_, request, status, code, errors = []) => {
    const { send, messages, records } = setUp();

    const answer = await send({ ...request, headers: { 'x-request-id': 'req-1', ...request.headers } });

    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json', 'x-request-id': 'req-1' },
    });
    expect(problemIn(answer)).toMatchObject({
      code,
      status,
      requestId: 'req-1',
      instance: request.path ?? '/products',
    });
    expect(problemIn(answer).errors ?? []).toMatchObject(errors);
    expect([...messages, ...records]).toEqual([]);
  });

  it('says which method is allowed', async () => {
    expect((await setUp().send({ method: 'PUT' })).headers).toMatchObject({
      allow: 'POST, PATCH, DELETE',
    });
  });
});

describe('the caller and the trace', () => {
  it('go on to the record and to the queue', async () => {
    const { send, messages, records } = setUp();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    await send({
      body: aProduct(),
      headers: { traceparent, 'x-request-id': 'req-1' },
      authorizer: { jwt: { claims: { sub: 'shop' } } },
    });

    expect(messages).toMatchObject([{ caller: 'shop', requestId: 'req-1', traceparent }]);
    expect(records).toMatchObject([{ caller: 'shop', requestId: 'req-1', traceparent }]);
  });

  it.each([
    ['of zeros only', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`],
    ['of version ff', 'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ])('do not carry a traceparent %s', async (_, traceparent) => {
    const { send, messages, records } = setUp();

    await send({ body: aProduct(), headers: { traceparent } });

    expect(messages).toHaveLength(1);
    expect(messages[0]).not.toHaveProperty('traceparent');
    expect(records[0]).not.toHaveProperty('traceparent');
  });

  it('are made up where they are missing or malformed', async () => {
    const { send, messages } = setUp();
    const context = lambdaContext();

    const answer = await send(
      { body: aProduct(), headers: { traceparent: 'x', 'x-request-id': 'é' } },
      context,
    );

    expect(answer.headers).toMatchObject({ 'x-request-id': context.awsRequestId });
    expect(messages).toMatchObject([{ caller: 'anonymous', requestId: context.awsRequestId }]);
    expect(messages[0]).not.toHaveProperty('traceparent');
  });
});

describe('a failure', () => {
  it('that nobody foresaw is answered with a fixed sentence', async () => {
    const secret = 'at /var/task/handler.mjs: ResourceNotFoundException';
    const { ports } = memoryPorts();
    const submissions = { ...ports.submissions, create: () => Promise.reject(new Error(secret)) };

    const answer = await setUp({ submissions }).send({ body: aProduct() });

    expect(answer.statusCode).toBe(500);
    expect(problemIn(answer).code).toBe('INTERNAL_ERROR');
    expect(answer.body).not.toContain('ResourceNotFound');
  });

  it('to finish in time is answered before Lambda cuts the function off', async () => {
    const answer = await setUp({ queue: { send: never } }).send(
      { body: aProduct() },
      lambdaContext({ remainingMs: 300 }),
    );

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(problemIn(answer).detail).toContain('may have been taken');
  });

  it('of the sender to send an event is answered too', async () => {
    const { service } = setUp();

    for (const event of [{}, { body: '{}' }, null, 'x', { version: '2.0' }]) {
      expect((await service(event, lambdaContext())).statusCode).toBe(400);
    }
  });
});

describe('whatever is sent', () => {
  const contentType = fc.constantFrom('application/json', 'application/x-ndjson', 'text/plain', '');
  const path = fc.constantFrom('/products', BATCH);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 5 }),
    arbitraryProductInput(),
    fc.record({ items: fc.array(fc.oneof(arbitraryProductInput(), fc.jsonValue()), { maxLength: 4 }) }),
    fc
      .tuple(arbitraryProductInput(), fc.dictionary(fc.string(), fc.jsonValue()))
      .map(([product, more]) => ({ ...product, ...more })),
  );
  const json = value.map((sent) => JSON.stringify(sent));
  const damaged = fc
    .tuple(json, fc.nat(), fc.string({ maxLength: 3 }))
    .map(([text, at, inserted]) => text.slice(0, at % text.length) + inserted + text.slice(at % text.length));
  const body = fc.oneof(
    json,
    damaged,
    fc.string(),
    fc.uint8Array(),
    fc.array(json).map((lines) => lines.join('\n')),
  );

  it('is answered, and never with a failure of ours', async () => {
    const { send } = setUp();

    await fc.assert(
      fc.asyncProperty(path, contentType, body, fc.string(), async (to, type, sent, key) => {
        const answer = await send({
          path: to,
          body: sent,
          headers: { 'content-type': type, 'idempotency-key': key },
        });

        expect(answer.statusCode).toBeLessThan(500);
        expect(() => (answer.statusCode === 202 ? acceptedIn(answer) : problemIn(answer))).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it('reaches the queue as it was sent, item by item, or is rejected with what is wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(arbitraryProductInput(), fc.jsonValue()), { minLength: 1, maxLength: 8 }),
        async (items) => {
          const { send, messages } = setUp();
          // What JSON makes of it: it has no -0, for one.
          const sent = JSON.parse(JSON.stringify({ items })) as { items: unknown[] };

          const answer = await send({ path: BATCH, body: { items } });

          for (const { index, product } of messages as PutMessage[]) {
            expect(product).toEqual({
              ...(sent.items[index] as object),
              name: product.name,
            });
          }
          const { rejected, warnings } =
            answer.statusCode === 202
              ? acceptedIn(answer)
              : { rejected: Array.from(items.keys(), (index) => ({ index })), warnings: [] };
          // Each item once: queued, rejected, or replaced by another that names the same product.
          expect(
            [...messages, ...rejected, ...warnings.filter(({ code }) => code === 'DUPLICATE_SKU')]
              .map(({ index }) => index)
              .toSorted((a, b) => a - b),
          ).toEqual([...items.keys()]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a retry of the largest batch', () => {
  it('is taken although it is larger than the batch was', async () => {
    const { send, messages } = setUp();
    const item = `{"name":"Tea","price":1,"description":"${'x'.repeat(5190)}"}`;
    const body = `{"items":[${Array(MAX_BATCH_ITEMS).fill(item).join()}]}`;
    expect(body.length).toBeLessThan(MAX_BODY_BYTES);
    const packed = gzipSync(body, { strategy: constants.Z_HUFFMAN_ONLY });
    const gzip = { 'content-encoding': 'gzip' };
    expect((await send({ path: BATCH, body: packed, headers: gzip })).statusCode).toBe(202);
    const submissionId = newSubmissionId();
    const items = (messages as PutMessage[]).map(({ index, product }) => ({
      index,
      productId: productIdOf({ submissionId, index }),
      product,
    }));
    const retry = JSON.stringify({ items });
    expect(retry.length).toBeGreaterThan(MAX_BODY_BYTES);

    const answer = await send(
      { path: `/submissions/${submissionId}/retry`, body: retry },
      lambdaContext(),
      CATALOG_API_ID,
    );

    expect(answer.statusCode).toBe(202);
    expect(messages).toHaveLength(MAX_BATCH_ITEMS * 2);
  });
});
