import type { GovernanceFact } from '../core/rules/fact.ts'

/** A change that cannot be merged: what would land is not known. */
export function conflictFacts(): readonly GovernanceFact[] {
  return [
    {
      kind: 'governance',
      what: 'merge-conflict',
      address: 'merge',
      location: { file: '.', startLine: 1, endLine: 1 },
      detail: 'the change conflicts with the base branch, so what would land is not known',
    },
  ]
}
