/** Tests that start servers, databases or whole repositories, each for seconds: `npm run test:e2e` runs them. */
export const LONG_TESTS = [
  'test/e2e/**/*.test.ts',
  'test/integration/**/*.test.ts',
  'test/kill/**/*.test.ts',
  'test/store/*-store.test.ts',
  'test/store/{data-directory,watch}.test.ts',
  'test/contracts/{change-history,checks,issues,pull-requests}.test.ts',
  'test/intake/{reconcile,sweep-deliveries}.test.ts',
  'test/cli/{doctor,review,review-plan}.test.ts',
]
