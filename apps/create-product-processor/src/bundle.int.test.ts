import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { rejectedItemsKey } from '@async-catalog/product-schema';
import { build } from 'tsdown';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ProxyHandler } from './create-processor.ts';
import { startCloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { aProduct } from './testing/product.ts';

it('is built into a bundle that takes a product, and loads S3 for one that it refuses', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'intake-bundle-'));
  onTestFinished(() => rm(outDir, { recursive: true }));
  await build({
    config: join(import.meta.dirname, '../tsdown.config.ts'),
    cwd: join(import.meta.dirname, '..'),
    outDir,
    logLevel: 'silent',
  });
  const cloud = await startCloud();
  onTestFinished(() => cloud.close());
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  const require = createRequire(import.meta.url);
  const { handler } = require(join(outDir, 'handler.cjs')) as { handler: ProxyHandler };
  const hasLoadedS3 = () =>
    Object.keys(require.cache).some(
      (file) => file.startsWith(outDir) && readFileSync(file, 'utf8').includes('PutObject'),
    );

  const taken = await handler(httpApiEvent({ body: aProduct() }), lambdaContext());
  expect(taken.statusCode).toBe(202);
  expect(await inspect(cloud).messages()).toHaveLength(1);
  expect(hasLoadedS3()).toBe(false);

  const partly = await handler(
    httpApiEvent({ path: '/products/batch', body: { items: [aProduct(), 7] } }),
    lambdaContext(),
  );
  expect(partly.statusCode).toBe(202);
  const { submissionId } = JSON.parse(partly.body) as { submissionId: string };
  expect(await inspect(cloud).object(rejectedItemsKey(submissionId))).toHaveLength(1);
  expect(hasLoadedS3()).toBe(true);
});
