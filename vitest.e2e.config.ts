import { defineConfig } from 'vitest/config'
import { LONG_TESTS } from './vitest.long-tests.ts'

/** The whole app, from a webhook to the check, over the double of GitHub: each test starts a server. */
export default defineConfig({
  test: {
    include: LONG_TESTS,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    allowOnly: false,
    // To load the modules anew for every file takes long, and most of the time is spent waiting for servers and git.
    isolate: false,
    maxWorkers: 3,
  },
})
