import { defineConfig } from 'vitest/config'

/**
 * Laws and oracles over many more random pairs than a test run has time for: over 100,000 against brute force alone.
 * SEED chooses other pairs, SCALE how many times as many as in a test run.
 */
export default defineConfig({
  test: {
    include: ['test/oracle/**/*.test.ts', 'test/properties/difference-*.test.ts'],
    env: { SCALE: process.env['SCALE'] ?? '145' },
    testTimeout: 3_600_000,
    maxWorkers: 2,
  },
})
