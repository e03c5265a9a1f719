import type { Accepted, FieldError, ProductInput, Problem } from '@async-catalog/client';
import { parseProductInput, PRODUCT_FIELDS } from '@async-catalog/product-schema';
import { arbitraryProductInput } from '@async-catalog/product-schema/testing';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { openCatalog } from '@async-catalog/local/testing';
import { follow } from './testing/json-pointer.ts';
import { createConformanceClient } from './testing/conformance-client.ts';

let running: Awaited<ReturnType<typeof openCatalog>>;
let conformanceClient: ReturnType<typeof createConformanceClient>;
beforeAll(async () => {
  running = await openCatalog();
  conformanceClient = createConformanceClient(running.catalog.apiUrl);
  return () => running.stop();
});

/**
 * Reserved names, such as `__proto__`, which get a 400 for the whole body. The intake's own tests cover them.
 */
const RESERVED = /"(?:__proto__|prototype)":/;

/**
 * Generates bodies that a faulty client might send: products with a wrong, unknown or missing field, and
 * other JSON.
 */
const spoiled = fc
  .oneof(
    fc
      .tuple(
        arbitraryProductInput(),
        fc.dictionary(
          fc.oneof(fc.constantFrom(...PRODUCT_FIELDS), fc.string()),
          fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0.1 + 0.2, 1e300, '\ud800', '')),
          { minKeys: 1, maxKeys: 2 },
        ),
      )
      .map(([product, more]): unknown => Object.assign(product, more)),
    fc
      .tuple(arbitraryProductInput(), fc.subarray(['name', 'price'], { minLength: 1 }))
      .map(([product, without]): unknown =>
        Object.fromEntries(Object.entries(product).filter(([name]) => !without.includes(name))),
      ),
    fc.jsonValue({ maxDepth: 3 }),
  )
  .filter((body) => !RESERVED.test(JSON.stringify(body)));

/** Expects every error to point to something that was sent, or to a field that was missing. */
function expectPointers(errors: readonly FieldError[], sent: unknown): void {
  expect(errors).not.toEqual([]);
  for (const error of errors) {
    const found = follow(sent, error.pointer);
    expect({ error, found }).toEqual({ error, found: error.code === 'REQUIRED' ? 'missing' : 'found' });
  }
}

const OURS = new Set(['id', 'submissionId', 'createdAt', 'updatedAt', 'version']);

function asSent(product: object): unknown {
  return Object.fromEntries(Object.entries(product).filter(([name]) => !OURS.has(name)));
}

it('returns every accepted product as it was sent, and says what is wrong with every other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          { weight: 2, arbitrary: fc.record({ isGood: fc.constant(true), value: arbitraryProductInput() }) },
          { weight: 1, arbitrary: fc.record({ isGood: fc.constant(false), value: spoiled }) },
        ),
        {
          minLength: 60,
          maxLength: 120,
        },
      ),
      async (products) => {
        const body = JSON.stringify({ items: products.map(({ value }) => value) });
        // What JSON makes of it: it has no -0, for one.
        const sent = (JSON.parse(body) as { items: ProductInput[] }).items;

        const answer = await conformanceClient.send('POST', '/products/batch', {
          body,
          headers: { 'content-type': 'application/json' },
        });
        expect(answer.status).toBe(202);
        const { submissionId, items, rejected, warnings } = (await answer.json()) as Accepted;
        await running.api.waitForSubmission(submissionId);

        expect(
          [...items, ...rejected, ...warnings.filter(({ code }) => code === 'DUPLICATE_SKU')]
            .map(({ index }) => index)
            .toSorted((a, b) => a - b),
        ).toEqual([...sent.keys()]);
        rejected.forEach(({ index, errors }) => expectPointers(errors, sent[index]));
        const good = items.filter(({ index }) => products[index]?.isGood);
        expect(good.length).toBeGreaterThan(0);
        for (const { index, productId } of good) {
          const read = asSent(await running.api.getProduct(productId));
          expect(read).toEqual({ currency: 'USD', ...sent[index] });
        }
        // What is spoiled may be a product all the same, which is kept by the rules for its texts.
        for (const { index, productId } of items.filter(({ index: at }) => !products[at]?.isGood)) {
          const read = asSent(await running.api.getProduct(productId));
          const parsed = parseProductInput(sent[index]);
          expect(parsed.success && { currency: 'USD', ...parsed.product }).toEqual(read);
        }
      },
    ),
    { numRuns: 3, endOnFailure: true },
  );
});

const json = fc
  .oneof(
    fc.jsonValue(),
    arbitraryProductInput(),
    spoiled,
    fc.record({ items: fc.array(spoiled, { maxLength: 4 }) }),
  )
  .map((value) => JSON.stringify(value));
const damaged = fc
  .tuple(json, fc.nat(), fc.string({ maxLength: 3 }))
  .map(([text, at, more]) => text.slice(0, at % text.length) + more + text.slice((at % text.length) + 1))
  // Half a character has no UTF-8: it would arrive as another one.
  .map((text) => text.toWellFormed());

it('answers any request, and never with a 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('/products', '/products/batch', '/products?dryRun=true', '/products/batch?dryRun=true'),
      fc.constantFrom(
        'application/json',
        'application/x-ndjson',
        'application/json; charset=latin1',
        'text/plain',
      ),
      fc.oneof(
        json,
        damaged,
        fc.string(),
        fc.uint8Array(),
        fc.array(json).map((lines) => lines.join('\n')),
      ),
      async (path, type, body) => {
        const answer = await conformanceClient.send('POST', path, {
          body: typeof body === 'string' ? body : new Uint8Array(body),
          headers: { 'content-type': type },
        });

        expect(answer.status).toBeLessThan(500);
        if (answer.status === 422 && type === 'application/json') {
          const { errors = [] } = (await answer.json()) as Problem;
          expectPointers(errors, JSON.parse(body as string));
        }
      },
    ),
    { numRuns: 200, endOnFailure: true },
  );
});
