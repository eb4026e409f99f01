import type { SharedBudgets } from '../../src/ports/shared-budgets.ts'

/** What processes share, without a database; `clock` is the one that all of them share. */
export function sharedBudgetsInMemory(clock: { now(): number }) {
  const notes = new Map<number, string>()
  const state = { changes: 0, broken: false }
  const budgets: SharedBudgets = {
    async change(installationId, change) {
      if (state.broken) throw new Error('the database is gone')
      state.changes += 1
      const { note, result } = change(notes.get(installationId), clock.now())
      notes.set(installationId, note)
      return result
    },
  }
  return { budgets, notes, state }
}
