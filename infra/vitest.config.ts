import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: ['cdk.out/**', 'node_modules/**'],
    // The pipeline's tests start processes, each with an embedded cloud of its own: a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
