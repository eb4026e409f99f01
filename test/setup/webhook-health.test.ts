import { describe, expect, it } from 'vitest'
import type { DeliveryFacts } from '../../src/core/setup/facts.ts'
import { doWebhooksFail, webhookHealth } from '../../src/core/setup/webhook-health.ts'

const NEWEST_MS = Date.parse('2026-05-04T10:00:00Z')

/** Attempts a minute apart, newest first: a letter each, `x` for one that failed. */
function attempts(letters: string, everyMs = 60_000): readonly DeliveryFacts[] {
  return [...letters].map((letter, index) => ({
    event: 'pull_request',
    deliveredAt: new Date(NEWEST_MS - index * everyMs).toISOString(),
    succeeded: letter !== 'x',
    status: letter === 'x' ? 'timed out' : 'OK',
  }))
}

describe('what becomes of webhooks', () => {
  it('is summed up, with the last one that failed', () => {
    expect(webhookHealth(attempts('.x..x'))).toEqual({
      attempts: 5,
      failed: 2,
      hasNewestFailed: false,
      lastFailed: { at: '2026-05-04T09:59:00.000Z', status: 'timed out' },
    })
    expect(webhookHealth([])).toEqual({ attempts: 0, failed: 0, hasNewestFailed: false })
  })

  it.each([
    ['none fails', '...', false],
    ['there was none', '', false],
    ['the newest fails', `x${'.'.repeat(59)}`, true],
    ['a tenth fails', `.x${'.'.repeat(8)}`, true],
    ['fewer fail', `.x${'.'.repeat(9)}`, false],
  ])('where %s', (_title, letters, fails) => {
    expect(doWebhooksFail(webhookHealth(attempts(letters)))).toBe(fails)
  })

  it('is that of the hour before the newest attempt', () => {
    expect(webhookHealth(attempts('.xxx', 3_600_000))).toMatchObject({ attempts: 1, failed: 0 })
    expect(doWebhooksFail(webhookHealth(attempts('x...', 3_600_000)))).toBe(true)
  })
})
