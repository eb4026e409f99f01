import type { Decision } from './decision.ts'

/** What a check run concludes with. A required check passes on success and neutral, so nothing unknown may end there. */
export type CheckConclusion = 'success' | 'neutral' | 'action_required' | 'failure'

/** The conclusion of a decision, or of a fault: whatever kept the review from being done. */
export function conclusionOf(decision: Decision | undefined, fault?: { readonly message: string }): CheckConclusion {
  if (fault !== undefined || decision === undefined) return 'failure'
  switch (decision.state) {
    case 'clear':
    case 'countersigned':
    case 'self-acknowledged':
    case 'overridden':
      return 'success'
    case 'held':
      return 'action_required'
    case 'advisory':
      return 'neutral'
  }
}
