import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What Stryker runs for a mutant, in this order: a mutant dies of the first failure, so the quickest come first. */
const TESTS = ['test/authorization/aws/', 'test/difference/', 'test/properties/']

class QuickFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => TESTS.findIndex((path) => moduleId.includes(`/${path}`))
    return specifications.toSorted((left, right) => rank(left) - rank(right))
  }
}

export default defineConfig({
  test: {
    include: [
      'test/{authorization/aws,difference}/**/*.test.ts',
      'test/properties/{difference-*,calls-of-an-api,ordered-rules}.test.ts',
    ],
    setupFiles: ['./vitest.mutation.setup.ts'],
    // A worker for each test file would take longer than its tests do.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    // What a law finds at all it mostly finds within a few runs, and instrumented code is slow.
    env: { RUNS: '6' },
    testTimeout: 60_000,
  },
})
