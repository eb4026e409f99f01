import { defineConfig } from 'vitest/config'

/** The whole app, from a webhook to the check, over the double of GitHub: each test starts a server. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/integration/**/*.test.ts', 'test/kill/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    maxWorkers: 2,
  },
})
