import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Loading the AWS SDK takes longer than most tests: the files share it, and each restores what it replaces.
    isolate: false,
    // The timeouts are for a test that hangs, however busy the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
