import { ProblemError } from '@async-catalog/http-contract';
import { type FieldError, ProductId, ProductInput, productIdOfSku } from '@async-catalog/product-schema';
import type { ProxyEvent } from './proxy-event.ts';

/** The product that a `PATCH` or `DELETE` is about, as fields of an item. */
export type ProductTarget = { readonly op: 'patch' | 'delete' } & (
  | { readonly id: string }
  | { readonly sku: string }
);

/** Fields of an item that come from the method, the URL and the headers of its request. */
export type OutsideFields = { readonly ifVersion?: number } & (ProductTarget | { readonly op?: undefined });

/**
 * Reads the product from the path or the query.
 * @throws {ProblemError} `PRODUCT_NOT_FOUND`, `INVALID_REQUEST`
 */
export function readTarget(
  { path, query }: Pick<ProxyEvent, 'path' | 'query'>,
  op: ProductTarget['op'],
): ProductTarget {
  if (!path.endsWith('/products')) {
    const id = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (!ProductId.safeParse(id).success) {
      throw new ProblemError('PRODUCT_NOT_FOUND', 'No product has this id: it is no UUID.');
    }
    return { op, id };
  }
  const [sku, ...more] = query.getAll('sku');
  if (sku === undefined || more.length > 0) {
    throw new ProblemError('INVALID_REQUEST', 'Name one product: /products/{id}, or /products?sku=.');
  }
  return { op, sku };
}

/** Adds fields of the request to those of its body, and lists what the body says otherwise. Pointers start at the body. */
export function addFields(
  body: unknown,
  outside: OutsideFields,
): { readonly value: unknown; readonly faults: readonly FieldError[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const faults = [
      { pointer: '', code: 'WRONG_TYPE', detail: 'is no object; send the fields of a product' } as const,
    ];
    return { value: body, faults };
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const faults = CHECKS.filter(
    ({ field, agrees }) => fields[field] != null && !agrees(fields[field], outside),
  );
  return {
    value: { ...fields, ...outside },
    faults: faults.map(({ field, code, detail }) => ({ pointer: `/${field}`, code, detail })),
  };
}

interface Check extends Pick<FieldError, 'code' | 'detail'> {
  readonly field: string;
  readonly agrees: (value: unknown, outside: OutsideFields) => boolean;
}

const CHECKS: readonly Check[] = [
  {
    field: 'op',
    code: 'UNKNOWN_OPERATION',
    detail: 'is not what the method of the request does; leave it out',
    agrees: (value, { op = value }) => value === op,
  },
  {
    field: 'id',
    code: 'INVALID_ID',
    detail: 'is not the id of the product in the URL; leave it out',
    agrees: (value, outside) =>
      outside.op === undefined || (typeof value === 'string' && value.toLowerCase() === idOf(outside)),
  },
  {
    field: 'sku',
    code: 'INVALID_SKU',
    detail: 'is not the SKU of the product in the URL; leave it out',
    agrees: (value, outside) =>
      outside.op === undefined || (idOfSku(value) !== undefined && idOfSku(value) === idOf(outside)),
  },
  {
    field: 'ifVersion',
    code: 'INVALID_FORMAT',
    detail: 'is not the version of If-Match; send one of them',
    agrees: (value, { ifVersion = value }) => value === ifVersion,
  },
];

function idOf(target: ProductTarget): string | undefined {
  return 'id' in target ? target.id : idOfSku(target.sku);
}

/** Derives no id of a SKU that isn't valid: normalizing a long run of marks costs the square of its length. */
function idOfSku(sku: unknown): string | undefined {
  const { data } = ProductInput.shape.sku.safeParse(sku);
  return data === undefined ? undefined : productIdOfSku(data);
}
