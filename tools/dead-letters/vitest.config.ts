import { defineConfig } from 'vitest/config';

// These tests share an emulator, and some start a process. The timeout is for a test that hangs, however busy the machine is.
export default defineConfig({ test: { testTimeout: 300_000, hookTimeout: 300_000 } });
