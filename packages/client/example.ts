import { CatalogProblemError, createCatalogClient } from '@async-catalog/client';

const catalog = createCatalogClient({ baseUrl: process.argv[2] ?? 'http://127.0.0.1:3000' });

// Two products, of which one has a mistake: the other is taken all the same.
const { submissionId, rejected } = await catalog.createProducts([
  { name: 'Teapot, cast iron', price: 49.9, currency: 'EUR', sku: 'TEA-IRON-08' },
  { name: 'Tea cup', price: 4.999, currency: 'EUR', sku: 'TEA-CUP-02' },
]);
for (const { index, errors } of rejected) {
  console.log(`item ${index} rejected:`, errors.map(({ pointer, code }) => `${pointer} ${code}`).join(', '));
}

// A submission ends in exactly one truthful outcome for each item.
const { status, counts } = await catalog.waitForSubmission(submissionId, {
  signal: AbortSignal.timeout(60_000),
});
console.log(`${status}: ${counts.saved} of ${counts.total} saved`);
for await (const { index, outcome } of catalog.items(submissionId)) {
  console.log(`item ${index} ${outcome}`);
}

// What was saved can be read back at once.
const teapot = await catalog.findProduct('TEA-IRON-08');
console.log(`${teapot?.name}: ${teapot?.price} ${teapot?.currency}`);

// Whatever the API won't do is one kind of error, with a stable code.
try {
  await catalog.createProducts([{ name: '', price: -1 }]);
} catch (error) {
  if (!(error instanceof CatalogProblemError)) {
    throw error;
  }
  console.log(`refused: ${error.code}`);
}
