import { defineConfig } from 'vitest/config';

// The whole catalog in virtual time: no process, no network, but much of it. The timeout is for a test that hangs, however
// busy the machine is; one that is cut off leaves its virtual time installed, and fails all that follow it.
export default defineConfig({ test: { testTimeout: 600_000 } });
