import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: ['**/*.int.test.ts'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      // Against servers in the same process, some of which take seconds by AWS's own rules. The timeouts are for what hangs, however
      // busy the machine is.
      {
        test: {
          name: 'int',
          // Loading the AWS SDK takes longer than most tests: the files share it.
          isolate: false,
          include: ['src/**/*.int.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 120_000 } },
        },
      },
    ],
  },
});
