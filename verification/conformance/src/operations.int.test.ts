import { productIdOfSku, revisionOf } from '@async-catalog/product-schema';
import { openCatalog } from '@async-catalog/local/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';

let running: Awaited<ReturnType<typeof openCatalog>>;
beforeAll(async () => {
  running = await openCatalog();
  return () => running.stop();
});

const CLIENTS = 8;
const SKUS = Array.from({ length: 100 }, (_, n) => `SKU ${n}`);
const OPERATIONS = 1000;
const PER_REQUEST = 10;

type Product = Readonly<Record<string, unknown>>;
interface Operation extends Product {
  readonly sku: string;
  readonly op: 'put' | 'patch' | 'merge' | 'delete';
}

/** Makes mixed operations: for the n-th one always the same. */
function operationAt(n: number): Operation {
  const sku = SKUS[(n * 37) % SKUS.length]!;
  switch (n % 11) {
    case 1:
    case 6:
      return {
        op: 'put',
        sku,
        name: `Name ${n}`,
        price: n,
        ...(n % 2 === 0 && { brand: `B ${n}`, currency: 'EUR' }),
      };
    case 2:
      return { op: 'patch', sku, price: n };
    case 3:
      return { op: 'patch', sku, brand: n % 3 === 0 ? null : `B ${n}`, name: `Patched ${n}` };
    case 4:
      return { op: 'patch', sku, attributes: { [`key ${n % 3}`]: n % 5 === 0 ? null : n } };
    case 5:
      return { op: 'patch', sku, attributes: null };
    case 0:
      return {
        op: 'merge',
        sku,
        name: `Merged ${n}`,
        price: n,
        ...(n % 2 === 0 && { category: `C ${n}`, attributes: { [`key ${n % 4}`]: n } }),
      };
    case 7:
      return { op: 'merge', sku, price: n, currency: 'CHF' };
    default:
      return n % 3 === 0 ? { op: 'delete', sku } : { op: 'patch', sku, tags: [`t ${n}`] };
  }
}

interface State {
  readonly exists: boolean;
  /** Fields, where there is no product those of patches that wait for one: a merge that makes it keeps them, a put doesn't. */
  readonly fields: Product;
}

const NOTHING: State = { exists: false, fields: {} };

/** Applies an operation to what the ones before it gave. */
function fold({ exists, fields }: State, { op, ...sent }: Operation): State {
  if (op === 'delete') {
    return NOTHING;
  }
  if (op === 'put') {
    return { exists: true, fields: { ...currencyOf(fields), ...sent } };
  }
  const makes = op === 'merge' && 'name' in sent && 'price' in sent;
  const attributes =
    sent['attributes'] === null
      ? null
      : withoutNulls({ ...(fields['attributes'] as object), ...(sent['attributes'] as object) });
  return {
    exists: exists || makes,
    fields: withoutNulls({ ...fields, ...sent, attributes: isEmpty(attributes) ? null : attributes }),
  };
}

const currencyOf = ({ currency }: Product): Product => (currency === undefined ? {} : { currency });

/** The product of a state, as it is read. */
const productOf = ({ exists, fields }: State): Product | undefined =>
  exists ? { currency: 'USD', ...fields } : undefined;

const isEmpty = (value: object | null): boolean => Object.keys(value ?? {}).length === 0;

function withoutNulls(value: object): Product {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));
}

async function post(items: readonly Operation[]): Promise<{ id: string; items: readonly Operation[] }> {
  const response = await running.fetch('/products/batch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const accepted = (await response.json()) as { submissionId: string };
  expect(response.status).toBe(202);
  return { id: accepted.submissionId, items };
}

async function read(sku: string): Promise<Product | undefined> {
  const response = await running.fetch(`/products/${productIdOfSku(sku)}`);
  if (response.status === 404) {
    return undefined;
  }
  const {
    id: _,
    submissionId: _by,
    createdAt: _created,
    updatedAt: _updated,
    version: _version,
    ...product
  } = (await response.json()) as Product;
  return product;
}

describe('a thousand operations on a hundred products by eight clients at once', () => {
  it('give the products that they give in the order in which they were accepted', async () => {
    const requests = Array.from({ length: OPERATIONS / PER_REQUEST }, (_, n) =>
      Array.from({ length: PER_REQUEST }, (_item, m) => operationAt(n * PER_REQUEST + m)),
    );
    const accepted: { id: string; items: readonly Operation[] }[] = [];
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (const items of requests.filter((_request, n) => n % CLIENTS === client)) {
          accepted.push(await post(items));
        }
      }),
    );

    const inOrder = (
      await Promise.all(
        accepted.map(async ({ id, items }) => {
          const { createdAt } = await running.api.getSubmission(id);
          return items.map((item, index) => ({
            item,
            revision: revisionOf({ acceptedAt: createdAt, submissionId: id, index }),
          }));
        }),
      )
    )
      .flat()
      .sort((a, b) => (a.revision < b.revision ? -1 : 1));
    const expected = new Map<string, State>();
    for (const { item } of inOrder) {
      expected.set(item.sku, fold(expected.get(item.sku) ?? NOTHING, item));
    }
    await vi.waitFor(
      async () => {
        for (const sku of SKUS) {
          expect([sku, await read(sku)]).toEqual([sku, productOf(expected.get(sku) ?? NOTHING)]);
        }
      },
      { timeout: 300_000, interval: 1000 },
    );
  });
});
