import { describe, expect, it } from 'vitest'
import { waitingForLimits } from '../../src/cli/waiting-for-limits.ts'
import { Fault } from '../../src/ports/fault.ts'

/** Refused so many times before it is answered. */
function asking(refusals: number, fault: Fault) {
  const slept: number[] = []
  const said: string[] = []
  let left = refusals
  const patiently = waitingForLimits({ sleep: async (ms) => void slept.push(ms), say: (each) => said.push(each) })
  const answer = patiently(async () => {
    left -= 1
    if (left >= 0) throw fault
    return 'answer'
  })
  return { answer, slept, said }
}

const limited = (retryAfterMs?: number) =>
  new Fault('rate-limited', 'This hour is used up', retryAfterMs === undefined ? {} : { retryAfterMs })

describe('waiting for limits', () => {
  it('waits as long as GitHub says, and says so', async () => {
    const { answer, slept, said } = asking(2, limited(1_800_000))
    expect(await answer).toBe('answer')
    expect(slept).toEqual([1_800_000, 1_800_000])
    expect(said[0]).toBe('This hour is used up: going on in 30 min')
  })

  it('waits a minute where GitHub does not say', async () => {
    const { answer, slept, said } = asking(1, limited())
    expect([await answer, slept, said]).toEqual(['answer', [60_000], ['This hour is used up: going on in 60 s']])
  })

  it('gives up after five times, and at once where it would be more than an hour or is no limit', async () => {
    const often = asking(9, limited(1))
    await expect(often.answer).rejects.toThrow('This hour is used up')
    expect(often.slept).toHaveLength(5)
    for (const fault of [limited(2 * 3_600_000), new Fault('unavailable', 'No answer')]) {
      const { answer, slept } = asking(1, fault)
      await expect(answer).rejects.toBe(fault)
      expect(slept).toEqual([])
    }
  })
})
