import { defineConfig } from 'vitest/config';

// These tests start processes, each with an embedded cloud of its own. The timeout is for a test that hangs, however busy the machine is.
export default defineConfig({ test: { maxWorkers: 3, testTimeout: 600_000, hookTimeout: 600_000 } });
