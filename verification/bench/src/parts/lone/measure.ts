import { startApiServer } from '../../cloud/api-server.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import { productsFrom } from '../../workload/products.ts';
import { submit, SubmitError } from '../../workload/submit.ts';

/** Milliseconds of requests for one product each. */
export interface LoneRun {
  /** Until the 202. */
  readonly acceptedMs: readonly number[];
  /** Until the answer of a request that prefers to wait: the product is saved, and its submission complete. */
  readonly savedMs: readonly number[];
}

const WARM_UP = 10;
const BATCH = 1000;
const ACCEPTED = 50;

/** Posts products alone, one after the other, while `queued` products of others wait in batches of 1,000. */
export async function measureLone(products: number, queued: number, onStep: () => void): Promise<LoneRun> {
  await using cloud = await startCloud({ draining: true }, 'all');
  await using api = await startApiServer(cloud.environments['CatalogApi'] ?? {});
  let next = 0;
  const take = (count: number) => productsFrom((next += count) - count, count);

  async function post(prefer: string, status: number): Promise<number> {
    const began = performance.now();
    const response = await fetch(`${api.url}/products`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer },
      body: JSON.stringify(take(1)[0]),
    });
    const text = await response.text();
    if (response.status !== status) {
      throw new SubmitError(`/products answered ${response.status}: ${text.slice(0, 500)}`);
    }
    return performance.now() - began;
  }

  for (let n = 0; n < WARM_UP; n += 1) {
    await post('wait=20', 200);
  }
  const acceptedMs: number[] = [];
  for (let n = 0; n < ACCEPTED; n += 1) {
    acceptedMs.push(await post('respond-async', 202));
  }
  await cloud.drained();
  for (let n = 0; n < queued / BATCH; n += 1) {
    await submit(api.url, take(BATCH));
  }
  const savedMs: number[] = [];
  for (let n = 0; n < products; n += 1) {
    savedMs.push(await post('wait=20', 200));
    onStep();
  }
  return { acceptedMs, savedMs };
}
