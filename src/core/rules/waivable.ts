import type { Fact, GovernanceFact } from './fact.ts'

/**
 * Why nobody can waive what a fact gives, as a whole sentence; undefined where they can. What is not known cannot be
 * accepted: its digest says why it is not known, and not what it does. Nor can what the gate itself hangs on.
 */
export function whyNotWaivable(fact: Fact): string | undefined {
  switch (fact.kind) {
    case 'granted':
    case 'authorship':
      return undefined
    case 'undecided':
    case 'malformed':
      return NOT_DECIDED
    case 'commits':
      return 'Who answers for a change cannot be waived.'
    case 'governance':
      return NOT_WAIVABLE[fact.what]
  }
}

export const NOT_DECIDED = 'What is not decided cannot be waived: nobody knows what would be accepted.'
const GATE = 'What the gate itself hangs on cannot be waived.'

/** Every governance fact there is, and why nobody can waive it; undefined where they can. */
export const NOT_WAIVABLE: Readonly<Record<GovernanceFact['what'], string | undefined>> = {
  'settings-changed': GATE,
  'settings-unreadable': GATE,
  'floor-unreadable': GATE,
  'second-opinion-disagrees': GATE,
  'authorship-incomplete': 'Who answers for a change cannot be waived.',
  'merge-conflict': GATE,
  'rule-failed': GATE,
  unjudged: GATE,
  'runs-code': undefined,
  'asks-elsewhere': undefined,
  'provider-source': undefined,
  'module-owner': undefined,
  'ignored-access': undefined,
  'acts-elsewhere': undefined,
  'imported-principal': undefined,
}
