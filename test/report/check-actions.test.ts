import { describe, expect, it } from 'vitest'
import type { Decision } from '../../src/core/gate/decision.ts'
import { actionsOn } from '../../src/core/report/check-actions.ts'

describe('the buttons on a check', () => {
  it.each<[Decision['state'], readonly string[]]>([
    ['held', ['Explain', 'Request reviewers', 'Re-examine']],
    ['advisory', ['Explain', 'Request reviewers', 'Re-examine']],
    ['overridden', ['Explain', 'Re-examine']],
    ['self-acknowledged', ['Explain', 'Re-examine']],
    ['countersigned', []],
    ['clear', []],
  ])('that is %s are %j', (state, labels) => {
    expect(actionsOn({ state, blockedBy: [] }).map(({ label }) => label)).toEqual(labels)
  })

  it('ask nobody for a review where a rule blocks', () => {
    const actions = actionsOn({ state: 'held', blockedBy: ['access/broader-access'] })
    expect(actions.map(({ label }) => label)).toEqual(['Explain', 'Re-examine'])
  })

  it('are no longer than GitHub takes', () => {
    const actions = actionsOn({ state: 'held', blockedBy: [] })
    expect(actions.length).toBeLessThanOrEqual(3)
    for (const { label, description, identifier } of actions) {
      expect(label.length).toBeLessThanOrEqual(20)
      expect(description.length).toBeLessThanOrEqual(40)
      expect(identifier.length).toBeLessThanOrEqual(20)
    }
  })
})
