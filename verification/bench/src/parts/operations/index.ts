import type { Part, RunContext } from '../../part.ts';
import { productsFrom } from '../../workload/products.ts';
import { startCountedCatalog } from '../requests/count-requests.ts';
import { type CountedOperation, findingsOf } from './findings-of.ts';
import { OPERATIONS } from './operations.ts';

/** Ways to submit; a product that comes alone takes the same requests each time, so that few are enough. */
const WAYS = [
  { title: 'one a request, alone', products: 50, size: 1 },
  { title: '100 a request', products: 1000, size: 100 },
] as const;
const QUICK_WAYS = [
  { title: 'one a request, alone', products: 5, size: 1 },
  { title: '100 a request', products: 200, size: 100 },
] as const;

async function run({ quick, progress }: RunContext) {
  const ways = quick ? QUICK_WAYS : WAYS;
  progress.start('operations', ways.length * OPERATIONS.length);
  await using catalog = await startCountedCatalog();
  const counted: Record<string, CountedOperation[]> = {};
  let from = 0;
  for (const { title, products, size } of ways) {
    const batches = Array.from({ length: products / size }, (_, n) => productsFrom(from + n * size, size));
    from += products;
    const operations: CountedOperation[] = [];
    for (const operation of OPERATIONS) {
      const { counts } = await catalog.countOperation(operation, batches);
      operations.push({ name: operation.name, blind: operation.readsFirst !== true, products, counts });
      progress.step(operation.name);
    }
    counted[title] = operations;
  }
  return findingsOf(counted, 'put, replaces');
}

export const operations: Part = {
  name: 'operations',
  title: 'AWS requests of each operation',
  method: `What a put, a patch, a delete and a merge take, counted as in “AWS requests and dollars”: on the same products, one operation after the other, each of them the newest of its product, so that none conflicts. One a request, 50 products are counted,
and each is saved before the next is submitted; in batches, 1,000. A patch of attributes reads the product first, by design, because they are one column, and then
replaces the row (\`PutItem\`); its target is left out. How full the worker's batches are differs from run to run, and with it what doesn't depend on the operation (SQS, S3, settling).`,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-sqs'],
  run,
};
