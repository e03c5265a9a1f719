import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Loading the AWS SDK takes longer than most tests: the files share it, and each restores what it replaces.
    isolate: false,
    // The emulators run in the tests' own processes, several at once: a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
