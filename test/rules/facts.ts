import type { AccessFact, AuthorshipFact } from '../../src/core/rules/fact.ts'
import { authorship } from '../../src/core/rules/sample-facts.ts'

export {
  authorship,
  governance,
  granted,
  malformed,
  region,
  undecided,
} from '../../src/core/rules/sample-facts.ts'

/** Lines 12 to 18 of `roles.tf`, which a marked commit wrote, and what they open. */
export function opening(facts: readonly AccessFact[], change: Partial<AuthorshipFact> = {}): AuthorshipFact {
  const lines = [{ startLine: 12, endLine: 18 }]
  const location = { file: 'roles.tf', startLine: 12, endLine: 18 }
  return authorship({ location, opened: { lines, known: 'history', facts }, ...change })
}
