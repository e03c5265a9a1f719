import { defineConfig } from 'vitest/config';

// The whole catalog in virtual time: no process, no network, but much of it.
export default defineConfig({ test: { testTimeout: 30_000 } });
