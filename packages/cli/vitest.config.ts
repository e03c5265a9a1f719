import { defineConfig } from 'vitest/config';

// The tests start processes, which take their time on a busy machine.
export default defineConfig({
  test: { globalSetup: './src/testing/build-bundle.ts', testTimeout: 30_000 },
});
