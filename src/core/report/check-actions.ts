import type { Decision } from '../gate/decision.ts'
import type { CheckAction } from './check-output.ts'

/**
 * The buttons on a check: where nothing is open, GitHub's own "Re-run" is enough; nobody is to be asked for a review
 * that releases nothing. Identifiers are those of commands.
 */
export function actionsOn({ state, blockedBy }: Pick<Decision, 'state' | 'blockedBy'>): readonly CheckAction[] {
  switch (state) {
    case 'clear':
    case 'countersigned':
      return []
    case 'held':
    case 'advisory':
      return [EXPLAIN, ...(blockedBy.length > 0 ? [] : [REQUEST_REVIEWERS]), RE_EXAMINE]
    case 'overridden':
    case 'self-acknowledged':
      return [EXPLAIN, RE_EXAMINE]
  }
}

const EXPLAIN: CheckAction = {
  label: 'Explain',
  description: 'Says in a comment how this is decided',
  identifier: 'explain',
}
const REQUEST_REVIEWERS: CheckAction = {
  label: 'Request reviewers',
  description: 'Asks people who can countersign it',
  identifier: 'request-reviewers',
}
const RE_EXAMINE: CheckAction = {
  label: 'Re-examine',
  description: 'Examines the pull request anew',
  identifier: 'recheck',
}
