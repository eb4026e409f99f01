import { resolve } from 'node:path'

const FOLDER = 'coverage/mutation'

// A worker is started for every mutant, which takes longer than most tests: it shall not compile Vitest each time.
process.env['NODE_COMPILE_CACHE'] ??= resolve(FOLDER, 'compile-cache')

// Mutants of the engine and of the evaluator. Why these mutations, and what a run costs: docs/decisions/0006.
export default {
  mutate: ['src/core/difference/**/*.ts', 'src/core/authorization/aws/*.ts'],
  // Texts are for people or tags of a union; `{}` and a missing `?.` are refused by the type checker already.
  mutator: { excludedMutations: ['StringLiteral', 'ObjectLiteral', 'OptionalChaining'] },
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Telling what each test covers takes minutes by itself.
  dryRunTimeoutMinutes: 20,
  concurrency: 2,
  // The first run tells which test covers what: 4,000 tests by 12,000 mutants take more than 8 GiB in one worker.
  testRunnerNodeArgs: ['--max-old-space-size=14336'],
  ignorePatterns: [
    '/*',
    '!/src',
    '!/test',
    '!/docs',
    '/test/cases',
    '/test/github',
    '!/package.json',
    '!/vitest.mutation.*',
  ],
  tempDirName: `${FOLDER}/sandbox`,
  cleanTempDir: 'always',
  incremental: true,
  incrementalFile: `${FOLDER}/incremental.json`,
  reporters: ['clear-text', 'progress', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: `${FOLDER}/report.html` },
  thresholds: { high: 95, low: 90, break: 90 },
}
