import { describe, expect, it } from 'vitest'
import { SEVERITIES } from '../../src/core/rules/rule.ts'
import type { SettingsFile } from '../../src/core/rules/settings-schema.ts'
import { withFloor } from '../../src/core/rules/with-floor.ts'
import fc from '../seeded-properties.ts'

const RULE = 'access/broader-access'

describe('whatever the files say, a repository', () => {
  const severity = fc.constantFrom(...SEVERITIES)
  const optional = { requiredKeys: [] as [] }
  const ruleArbitrary = fc.oneof(
    fc.constant('off' as const),
    severity,
    fc.record(
      {
        enabled: fc.boolean(),
        severity,
        humans: fc.integer({ min: 2, max: 6 }),
        teams: fc.array(fc.constant('t'), { maxLength: 1 }),
        reviewers: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
        block: fc.boolean(),
      },
      optional,
    ),
  )
  const approvals = fc.record(
    { humans: fc.integer({ min: 2, max: 6 }), codeowners: fc.boolean(), selfAcknowledgement: fc.boolean() },
    optional,
  )
  const file: fc.Arbitrary<SettingsFile> = fc
    .record(
      {
        mode: fc.constantFrom('enforce' as const, 'advisory' as const),
        rules: fc.dictionary(fc.constant(RULE), ruleArbitrary),
        approvals,
      },
      optional,
    )
    .map((each) => ({ version: 1, ...each }))

  it('loosens nothing that the organisation writes', () => {
    fc.assert(
      fc.property(file, file, (repository, organisation) => {
        const { file: both } = withFloor(repository, organisation)
        if (organisation.mode === 'enforce') expect(both.mode).toBe('enforce')
        expect(both.approvals?.humans ?? 2).toBeGreaterThanOrEqual(organisation.approvals?.humans ?? 2)
        if (organisation.approvals?.codeowners === true) expect(both.approvals?.codeowners).toBe(true)
        if (organisation.approvals?.selfAcknowledgement === false)
          expect(both.approvals?.selfAcknowledgement).not.toBe(true)
        const [asks, is] = [organisation.rules?.[RULE], both.rules?.[RULE]]
        if (typeof asks === 'object' && typeof is === 'object' && asks.enabled !== false) {
          expect(is.enabled).not.toBe(false)
          if (asks.block === true) expect(is.block).toBe(true)
          if (asks.reviewers !== undefined)
            expect(asks.reviewers).toEqual(expect.arrayContaining(is.reviewers ?? ['x']))
          expect(is.humans ?? 0).toBeGreaterThanOrEqual(asks.humans ?? 0)
          expect(SEVERITIES.indexOf(is.severity ?? 'low')).toBeGreaterThanOrEqual(
            SEVERITIES.indexOf(asks.severity ?? 'low'),
          )
        }
      }),
    )
  })

  it('is refused nothing where there is no floor, or the same words are in it', () => {
    fc.assert(
      fc.property(file, (repository) => {
        expect(withFloor(repository, { version: 1 }).refusals).toEqual([])
        expect(withFloor(repository, repository).refusals).toEqual([])
      }),
    )
  })
})
