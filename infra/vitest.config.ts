import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Loading CDK takes longer than its tests: the files share what one of them has loaded.
      {
        test: {
          name: 'stacks',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.int.test.ts'],
          isolate: false,
        },
      },
      // The pipeline's tests start processes, each with an embedded cloud of its own: a busy machine takes its time.
      {
        test: {
          name: 'local',
          include: ['{conformance,local}/**/*.test.ts', 'src/**/*.int.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
