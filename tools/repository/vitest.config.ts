import { defineConfig } from 'vitest/config';

// Most of these tests run turbo as a process, which is slow on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
