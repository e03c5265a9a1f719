import pMap from 'p-map';
import { startApiServer } from '../../cloud/api-server.ts';
import type { CloudUse } from '../../cloud/cloud-process.ts';
import { type Cloud, startCloud } from '../../cloud/start-cloud.ts';
import { submit, submitRequest } from '../../workload/submit.ts';
import { type Operation, requestOf } from '../operations/operations.ts';
import { productsFrom, type SubmittedProduct } from '../../workload/products.ts';

/** Requests at once, where a product doesn't come alone. */
const PARALLEL = 16;

/** Starts the catalog as it is deployed, and counts every request to an endpoint. */
export interface CountedCatalog extends AsyncDisposable {
  readonly cloud: Cloud;
  /**
   * Submits products in requests of `size`, and counts until all are saved and reported. A product that comes
   * `alone` is saved before the next is submitted.
   */
  readonly count: (products: number, size: number, alone?: boolean) => Promise<CloudUse>;
  /** Counts one operation after the other, all on the same products. */
  readonly countOperation: (
    operation: Operation,
    batches: readonly SubmittedProduct[][],
  ) => Promise<CloudUse>;
}

export async function startCountedCatalog(): Promise<CountedCatalog> {
  const stack = new AsyncDisposableStack();
  const cloud = stack.use(await startCloud({ draining: true, counting: true }, 'all'));
  const api = stack.use(await startApiServer(cloud.environments['CatalogApi'] ?? {}));
  let next = 0;

  async function count(
    batches: readonly SubmittedProduct[][],
    alone: boolean,
    send: (batch: SubmittedProduct[]) => Promise<unknown>,
  ): Promise<CloudUse> {
    await cloud.drained();
    await cloud.takeUse();
    await pMap(
      batches,
      async (batch) => {
        await send(batch);
        if (alone) {
          await cloud.drained();
        }
      },
      { concurrency: alone ? 1 : PARALLEL },
    );
    await cloud.drained();
    return cloud.takeUse();
  }

  return {
    cloud,
    async count(products, size, alone = false) {
      const batches = Array.from({ length: products / size }, (_, n): SubmittedProduct[] =>
        productsFrom(next + n * size, size),
      );
      next += products;
      return count(batches, alone, (batch) => submit(api.url, batch));
    },
    countOperation: (operation, batches) =>
      count(batches, batches[0]?.length === 1, (batch) =>
        submitRequest(api.url, requestOf(operation, batch), batch.length),
      ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
