import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of what is tested here waits, for batches to be gathered above all.
    maxWorkers: 3,
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
      // The whole catalog in virtual time: no process, no network, but much of it.
      { test: { name: 'faults', include: ['faults/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
});
