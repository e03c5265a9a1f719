import { defineConfig } from 'vitest/config';

// Most of these tests run turbo as a process. The timeouts are for what hangs, however busy the machine is.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
