import { defineConfig } from 'vitest/config';

// One browser and one catalog a file: two at once. The timeouts are for what hangs, however busy the machine is.
export default defineConfig({
  test: { maxWorkers: 2, testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 120_000 } } },
});
