import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { kindsOfTests } from './lib/tools/testing/kinds-of-tests';

const { plain, shared } = kindsOfTests();

export default defineConfig({
  resolve: { alias: { '@/': `${import.meta.dirname}/` } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{app,components,lib,bench}/**/*.test.{ts,tsx}'],
          exclude: [...plain, ...shared],
          globalSetup: 'lib/tools/testing/global-setup.ts',
          setupFiles: 'lib/tools/testing/setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: shared,
          globalSetup: 'lib/tools/testing/global-setup.ts',
          setupFiles: 'lib/tools/testing/setup.ts',
          isolate: false,
          // One kind after the other: a process is kept as long as the next file is of its kind.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: plain,
          setupFiles: 'lib/tools/testing/no-errors.ts',
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    pool: 'forks',
    // The queue's pool lets go of its connections before they have ended: of one that PostgreSQL ends then nobody else hears. A
    // worker's process takes it for what it is (lib/ways-in/jobs/worker.ts).
    onUnhandledError: (error) =>
      !('code' in error && error.code === '57P01' && /node_modules\/pg[-/]/.test(String(error.stack))),
    // While one test waits for PostgreSQL, another works.
    maxWorkers: Math.max(2, availableParallelism()),
    // Tests of a file that wait side by side (`describe.concurrent`).
    maxConcurrency: 10,
    // Ends what hangs, and nothing that works: the slowest takes a tenth of it on a common machine (lib/tools/dev/suite).
    testTimeout: 900_000,
    hookTimeout: 900_000,
    teardownTimeout: 120_000,
    // What `expect.poll` and `vi.waitFor` wait for comes by work, which another run beside this one may hold up.
    expect: { poll: { timeout: 60_000 } },
  },
});
