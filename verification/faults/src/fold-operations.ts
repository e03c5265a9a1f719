import type { Op, Operation, QueuedChanges } from '@async-catalog/product-schema';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Applies operations in their order, as their consumers mean them; `undefined` where no product is left. A put or merge
 * without a currency keeps that of the newest operation with one since the last delete. What patches change waits for the
 * operation that makes the product; a put replaces it.
 */
export function foldOperations(operations: readonly Operation[]): Fields | undefined {
  let product: Fields = {};
  let exists = false;
  let currency = 'USD';
  for (const operation of operations) {
    switch (operation.op) {
      case 'put':
        product = withoutRemoved(operation.product);
        exists = true;
        currency = operation.product.currency ?? currency;
        break;
      case 'patch':
        product = withChanges(product, operation.changes);
        currency = operation.changes.currency ?? currency;
        break;
      case 'merge':
        exists ||= !needsProduct(operation);
        product = { sku: operation.sku, ...withChanges(product, operation.changes) };
        currency = operation.changes.currency ?? currency;
        break;
      case 'delete':
        product = {};
        exists = false;
        currency = 'USD';
        break;
    }
  }
  return exists ? withoutEmptyAttributes(withoutRemoved({ ...product, currency })) : undefined;
}

/** Tells whether an operation waits for its product where there is none. */
export function needsProduct({ op, changes }: { op: Op; changes?: QueuedChanges }): boolean {
  return op === 'patch' || (op === 'merge' && (changes?.name === undefined || changes.price === undefined));
}

/** https://www.rfc-editor.org/rfc/rfc7396 */
function withChanges(product: Fields, { attributes: changed, ...changes }: Fields): Fields {
  const attributes =
    changed === null ? {} : withoutRemoved({ ...(product['attributes'] as object), ...(changed as object) });
  return withoutRemoved({ ...product, ...changes, attributes });
}

function withoutRemoved(fields: object): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Nothing tells a product without attributes from one with an empty object of them. */
export function withoutEmptyAttributes({ attributes = {}, ...fields }: Fields): Fields {
  return Object.keys(attributes as object).length === 0 ? fields : { ...fields, attributes };
}
