import { defineConfig } from 'vitest/config';

// Loading CDK takes longer than the tests: the files share what one of them has loaded.
export default defineConfig({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } });
