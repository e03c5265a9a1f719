import { defineConfig } from 'vitest/config';

// One browser and one catalog a file: a busy machine takes its time.
export default defineConfig({ test: { maxWorkers: 1, testTimeout: 120_000, hookTimeout: 180_000 } });
