import { configDefaults, defineConfig } from 'vitest/config'
import { LONG_TESTS } from './vitest.long-tests.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    // Longer than a test run may take: npm run test:oracle, npm run test:e2e.
    exclude: [...configDefaults.exclude, 'test/oracle/**', ...LONG_TESTS],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    // Half of the tests wait for git, databases and webhooks: two at a time even on two cores.
    maxWorkers: 2,
  },
})
