import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The emulators run in the tests' own processes, several at once: a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
