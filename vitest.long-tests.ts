/**
 * Tests that take many seconds, most of them because they start servers, databases or whole repositories: `npm run
 * test:e2e` runs them.
 */
export const LONG_TESTS = [
  'test/e2e/**/*.test.ts',
  'test/integration/**/*.test.ts',
  'test/kill/merge-group.test.ts',
  'test/store/*-store.test.ts',
  'test/store/{data-directory,examined-pulls,fan-out,landing-moves,prepared-statements,tidy,watch}.test.ts',
  'test/contracts/{change-history,checks,issues,pull-requests}.test.ts',
  'test/adapters/module-sources*.test.ts',
  'test/configuration/plan/plan-only-adds.test.ts',
  'test/review/{examine-group,unaffected}.test.ts',
  'test/syntax/oracle.test.ts',
  'test/intake/{reconcile,sweep-deliveries}.test.ts',
  'test/cli/{backtest,backtest-floor,backtest-installed,doctor,review,review-plan}.test.ts',
  'test/suggestion/cases.test.ts',
]
