import { defineConfig } from 'vitest/config';

// One browser and one catalog a file: two at once, and a busy machine takes its time.
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 180_000 } });
