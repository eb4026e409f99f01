import { configDefaults, defineConfig } from 'vitest/config'
import { LONG_TESTS } from './vitest.long-tests.ts'

// Longer than a test run may take: npm run test:oracle, npm run test:e2e.
const LONGER = [...configDefaults.exclude, 'test/oracle/**', ...LONG_TESTS]
/** Where a server of the double of GitHub ran before in the same process, early answers never arrive. */
const BY_THEMSELVES = ['test/intake/http-server.test.ts', 'test/kill/kill.test.ts']

export default defineConfig({
  test: {
    // To load the modules anew for every file takes a third of the time.
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...LONGER, ...BY_THEMSELVES],
        },
      },
      { extends: true, test: { name: 'by themselves', include: BY_THEMSELVES } },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    // Half of the tests wait for git, databases and webhooks: two at a time even on two cores.
    maxWorkers: 2,
  },
})
