import { defineConfig } from 'vitest/config';

// Loading CDK takes longer than the tests: the files share what one of them has loaded. The timeout is for a test that hangs, however busy
// the machine is.
export default defineConfig({ test: { isolate: false, testTimeout: 300_000, hookTimeout: 300_000 } });
