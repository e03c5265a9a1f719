import { ProblemError } from '@async-catalog/http-contract';
import { type FieldError, ProductId, ProductInput, productIdOfSku } from '@async-catalog/product-schema';
import type { ProxyEvent } from './proxy-event.ts';

/** The product that a `PATCH` or `DELETE` is about, as fields of an item. */
export type ProductTarget = { readonly op: 'patch' | 'delete'; readonly ifVersion?: number } & (
  | { readonly id: string }
  | { readonly sku: string }
);

/**
 * Reads the product from the path or the query, and its version from `If-Match`.
 * @throws {ProblemError} `PRODUCT_NOT_FOUND`, `INVALID_REQUEST`
 */
export function readTarget(
  { path, query, headers }: Pick<ProxyEvent, 'path' | 'query' | 'headers'>,
  op: ProductTarget['op'],
): ProductTarget {
  const condition = readIfMatch(headers['if-match'], op);
  if (!path.endsWith('/products')) {
    const id = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (!ProductId.safeParse(id).success) {
      throw new ProblemError('PRODUCT_NOT_FOUND', 'No product has this id: it is no UUID.');
    }
    return { op, id, ...condition };
  }
  const [sku, ...more] = query.getAll('sku');
  if (sku === undefined || more.length > 0) {
    throw new ProblemError('INVALID_REQUEST', 'Name one product: /products/{id}, or /products?sku=.');
  }
  return { op, sku, ...condition };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1. A patch is of a product that exists anyway. */
function readIfMatch(header: string | undefined, op: ProductTarget['op']): { readonly ifVersion?: number } {
  if (header === undefined || (header.trim() === '*' && op === 'patch')) {
    return {};
  }
  const version = Number(/^\s*"([1-9]\d*)"\s*$/.exec(header)?.[1]);
  if (!Number.isSafeInteger(version)) {
    throw new ProblemError(
      'INVALID_REQUEST',
      'If-Match takes one ETag, as GET /products/{id} gives it, such as "3".',
    );
  }
  return { ifVersion: version };
}

/** Adds the product to the fields of a body, and lists what the body says otherwise. Pointers start at the body. */
export function nameTarget(
  body: unknown,
  target: ProductTarget,
): { readonly value: unknown; readonly faults: readonly FieldError[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const faults = [
      { pointer: '', code: 'WRONG_TYPE', detail: 'is no object; send the fields to change' } as const,
    ];
    return { value: body, faults };
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const faults = CHECKS.filter(
    ({ field, agrees }) => fields[field] != null && !agrees(fields[field], target),
  );
  return {
    value: { ...fields, ...target },
    faults: faults.map(({ field, code, detail }) => ({ pointer: `/${field}`, code, detail })),
  };
}

interface Check extends Pick<FieldError, 'code' | 'detail'> {
  readonly field: string;
  readonly agrees: (value: unknown, target: ProductTarget) => boolean;
}

const CHECKS: readonly Check[] = [
  {
    field: 'op',
    code: 'UNKNOWN_OPERATION',
    detail: 'is not what the method of the request does; leave it out',
    agrees: (value, { op }) => value === op,
  },
  {
    field: 'id',
    code: 'INVALID_ID',
    detail: 'is not the id of the product in the URL; leave it out',
    agrees: (value, target) => typeof value === 'string' && value.toLowerCase() === idOf(target),
  },
  {
    field: 'sku',
    code: 'INVALID_SKU',
    detail: 'is not the SKU of the product in the URL; leave it out',
    agrees: (value, target) => idOfSku(value) !== undefined && idOfSku(value) === idOf(target),
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
