import { defineConfig } from 'vitest/config';

// Most of these tests ask turbo, in a process of its own: a busy machine takes its time.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
