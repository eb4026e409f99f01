import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { closeWithin } from '../../src/server/close-within.ts'

describe('closing', () => {
  it('takes nothing new first, and gives what is under way one deadline, not one each', async () => {
    const steps: string[] = []
    let lastMs = Number.NaN
    const stopping = (name: string) => async (graceMs: number) => {
      steps.push(name)
      await delay(graceMs)
    }
    const startedMs = performance.now()
    await closeWithin(200, {
      takeNoMore: () => void steps.push('no more'),
      stops: [stopping('server'), stopping('figures'), stopping('announcements')],
      last: async (graceMs) => {
        lastMs = graceMs
        steps.push('store')
      },
    })
    expect(steps).toEqual(['no more', 'server', 'figures', 'announcements', 'store'])
    expect(performance.now() - startedMs).toBeLessThan(500)
    expect(lastMs).toBeLessThan(100)
  })
})
