import { defineConfig } from 'vitest/config';

// These tests start processes, each with an embedded cloud of its own: a busy machine takes its time.
export default defineConfig({ test: { maxWorkers: 3, testTimeout: 60_000, hookTimeout: 180_000 } });
