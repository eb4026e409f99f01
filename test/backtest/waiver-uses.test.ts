import { describe, expect, it } from 'vitest'
import { waiverUses } from '../../src/core/backtest/waiver-uses.ts'
import type { Waiver } from '../../src/core/rules/waiver.ts'
import { waiverContent } from '../../src/core/rules/waiver-content.ts'
import { CLEAR, changeAt, FAILED, historyOf, waived } from './replayed-history.ts'

const waiver = (resource: string, change: Partial<Waiver> = {}): Waiver => ({
  ...{ kind: 'waiver', rule: 'access/broader-access', resource, reason: 'A job', approver: 'carol' },
  ...{ until: '2026-06-30', at: { file: '.github/countersign.yml', line: 3, column: 5 } },
  ...change,
})
const NOW = Date.parse('2026-04-01')

describe('waivers over a history', () => {
  it('are counted by the changes that they let pass, renewed ones as the same', () => {
    const earlier = waiver('aws_iam_role.app', { until: '2026-03-31', reason: 'The old job', approver: 'dan' })
    const history = historyOf({
      '2026-03-04': FAILED,
      '2026-03-03': waived(waiverContent(earlier), 2),
      '2026-03-02': CLEAR,
      '2026-03-01': waived(waiverContent(earlier), 1),
    })
    const [used, unused] = waiverUses(history, [waiver('aws_iam_role.app'), waiver('aws_iam_role.web')], NOW)
    expect(used).toMatchObject({ changes: 2, findings: 3, newest: changeAt('2026-03-03'), whyNotNow: undefined })
    expect(unused).toMatchObject({ changes: 0, findings: 0, newest: undefined })
  })

  it('that name something else are not the same, and one that has ended says so', () => {
    const history = historyOf({ '2026-03-01': waived(waiverContent(waiver('aws_iam_role.app')), 1) })
    const uses = waiverUses(
      history,
      [
        waiver('aws_iam_role.app', { path: 'live' }),
        waiver('aws_iam_role.app', { digest: 'a'.repeat(64) }),
        waiver('aws_iam_role.app', { rule: 'access/any-resource', until: '2026-03-30' }),
      ],
      NOW,
    )
    expect(uses.map(({ changes }) => changes)).toEqual([0, 0, 0])
    expect(uses.map(({ whyNotNow }) => whyNotNow)).toEqual([
      undefined,
      undefined,
      'It expired at the end of 2026-03-30 (UTC).',
    ])
  })
})
