import { defineConfig } from 'vitest/config';

// The tests start processes, which take their time on a busy machine.
export default defineConfig({
  test: { globalSetup: './src/testing/build-bundle.ts', isolate: false, testTimeout: 60_000 },
});
