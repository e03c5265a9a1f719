import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { build } from 'tsdown';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ProxyHandler } from './create-processor.ts';
import { startCloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { aProduct } from './testing/product.ts';

it('is built into one file that takes a product', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'intake-bundle-'));
  onTestFinished(() => rm(outDir, { recursive: true }));
  await build({
    config: join(import.meta.dirname, '../tsdown.config.ts'),
    cwd: join(import.meta.dirname, '..'),
    outDir,
    logLevel: 'silent',
  });
  expect(await readdir(outDir)).toEqual(['handler.cjs']);
  const cloud = await startCloud();
  onTestFinished(() => cloud.close());
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  const { handler } = createRequire(import.meta.url)(join(outDir, 'handler.cjs')) as {
    handler: ProxyHandler;
  };

  const answer = await handler(httpApiEvent({ body: aProduct() }), lambdaContext());

  expect(answer.statusCode).toBe(202);
  expect(await inspect(cloud).messages()).toHaveLength(1);
}, 30_000);
