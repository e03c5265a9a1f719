import { defineConfig } from 'vitest/config';

// The tests start processes. The timeouts are for what hangs, however busy the machine is.
export default defineConfig({
  test: {
    globalSetup: './src/testing/build-bundle.ts',
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
