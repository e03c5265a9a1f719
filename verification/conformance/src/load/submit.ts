import { setTimeout as wait } from 'node:timers/promises';
import type { LocalCloud } from '@async-catalog/local-cloud';
import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import { Accepted } from '@async-catalog/product-schema';
import pMap from 'p-map';

const PROCESSOR = 'CreateProductProcessor';

/** Parallel requests. */
const CONSUMERS = 4;

export interface Load {
  readonly products: number;
  /** Products in one request. */
  readonly perRequest: number;
}

/** Sends every request, and repeats it under its key, until its answer is 202. */
export async function submit(cloud: LocalCloud, { products, perRequest }: Load): Promise<Accepted[]> {
  const requests = Array.from({ length: Math.ceil(products / perRequest) }, (_, n) => ({
    key: `request-${n}`,
    items: Array.from({ length: Math.min(perRequest, products - n * perRequest) }, (_item, m) => ({
      name: `Product ${n * perRequest + m}`,
      sku: `P-${n * perRequest + m}`,
      price: m,
    })),
  }));
  return pMap(
    requests,
    async ({ key, items }) => {
      for (;;) {
        const answer = await invokeProcessor(cloud, key, items);
        if (answer.statusCode === 202) {
          return Accepted.parse(JSON.parse(answer.body));
        }
        await wait(500);
      }
    },
    { concurrency: CONSUMERS },
  );
}

async function invokeProcessor(cloud: LocalCloud, key: string, items: readonly object[]) {
  const event = httpApiEvent({
    path: '/products/batch',
    headers: { 'idempotency-key': key },
    body: { items },
  });
  const response = await fetch(`${cloud.endpoints.lambda}/2015-03-31/functions/${PROCESSOR}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
  return (await response.json()) as { readonly statusCode?: number; readonly body: string };
}
