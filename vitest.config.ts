import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    // Longer than a test run may take: npm run test:oracle, npm run test:e2e, which includes test/kill.
    exclude: [...configDefaults.exclude, 'test/oracle/**', 'test/e2e/**', 'test/integration/**', 'test/kill/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    // Half of the tests wait for git, databases and webhooks: two at a time even on two cores.
    maxWorkers: 2,
  },
})
