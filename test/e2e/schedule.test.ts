import { expect, it } from 'vitest'
import { runSchedule } from './schedule/run-schedule.ts'

/** One of those that `npm run test:schedules` runs at length, always the same. */
const SEED = 20260301

it('comes to the verdicts that it finds afresh, whatever becomes of webhooks and answers on the way', async () => {
  expect(await runSchedule({ seed: SEED, events: 30, pulls: 4 })).toEqual([])
}, 300_000)
