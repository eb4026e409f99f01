import { describe, expect, it } from 'vitest'
import { outcomeSchema } from '../../src/core/backtest/replayed.ts'
import { failedVerdict, verdictOf } from '../../src/core/backtest/verdict-of.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import type { Explanation, Judgement } from '../../src/core/rules/judge.ts'

function finding(rule: string, digest: string, severity: Finding['severity'] = 'high', file = 'main.tf'): Finding {
  const place = { resource: 'r', file, startLine: 1, endLine: 1 }
  return { rule, severity, kind: 'broadened', ...place, title: 'T', message: 'M', digest }
}

function explained(rule: string, digest: string, humans: number, matched: readonly string[] = [rule]): Explanation {
  return { fact: 'granted', address: 'r', digest, rule, humans, matched, inactive: [], steps: [] }
}

function verdict(
  findings: readonly Finding[],
  explanations: readonly Explanation[],
  { waived = [], blockedBy = [] }: Partial<Pick<Judgement, 'waived' | 'blockedBy'>> = {},
) {
  const humansNeeded = Math.max(1, ...explanations.map(({ humans }) => humans))
  const judgement: Judgement = {
    findings,
    waived,
    mode: 'enforce',
    explanations,
    humansNeeded,
    teamsNeeded: [],
    reviewersNeeded: [],
    blockedBy,
  }
  const coverage = { files: 3, analysed: 3, undecided: [] }
  return verdictOf({ result: { verdict: humansNeeded > 1 ? 'needs-second-human' : 'clear', coverage }, judgement })
}

describe('verdictOf', () => {
  it('keeps what a rule only notices apart from what it holds', () => {
    const said = verdict(
      [finding('a/notice', '1', 'low'), finding('b/holds', '2'), finding('b/holds', '3', 'critical', 'other.tf')],
      [explained('a/notice', '1', 1), explained('b/holds', '2', 2), explained('b/holds', '3', 1)],
    )
    expect(said).toMatchObject({
      held: true,
      governed: 3,
      rules: [
        { rule: 'a/notice', held: false, alone: false },
        { rule: 'b/holds', held: true, alone: true, severity: 'critical', findings: 2, files: ['main.tf', 'other.tf'] },
      ],
    })
  })

  it('says that no rule holds alone where another one matched the same finding', () => {
    const said = verdict([finding('a/one', '1')], [explained('a/one', '1', 2, ['a/one', 'b/other'])])
    expect(said).toMatchObject({ held: true, rules: [{ rule: 'a/one', held: true, alone: false }] })
  })

  it('names the rules that block', () => {
    const of = (blockedBy: readonly string[]) =>
      verdict([finding('a/one', '1')], [explained('a/one', '1', 2)], { blockedBy })
    expect(of(['a/one'])).toMatchObject({ held: true, blockedBy: ['a/one'] })
    expect(of([])).not.toHaveProperty('blockedBy')
  })

  it('counts what waivers of the settings took, by what they name, and no inline ignores', () => {
    const at = { file: '.github/countersign.yml', line: 3, column: 5 }
    const waiver = { kind: 'waiver', rule: 'a/one', resource: 'r', reason: 'A job', approver: 'carol', at } as const
    const said = verdict([], [], {
      waived: [
        { finding: finding('a/one', '1'), waiver: { ...waiver, until: '2026-03-31' } },
        { finding: finding('a/one', '2'), waiver: { ...waiver, until: '2026-04-30' } },
        { finding: finding('a/one', '3'), waiver: { ...waiver, kind: 'inline-ignore', until: '2026-04-30' } },
      ],
    })
    expect(said).toMatchObject({ held: false, waived: [{ waiver: '["a/one","r",null,null]', findings: 2 }] })
  })

  it('makes lines that are read back as they were written, long errors cut off', () => {
    const elapsedMs = 12
    const sha = 'a'.repeat(40)
    for (const each of [
      verdict([finding('a/one', '1')], [explained('a/one', '1', 2)]),
      verdict([finding('a/one', '1')], [explained('a/one', '1', 2)], { blockedBy: ['a/one'] }),
      failedVerdict('x'.repeat(9_999)),
    ]) {
      const line = JSON.stringify({ sha, elapsedMs, verdict: each, against: each })
      expect(outcomeSchema.parse(JSON.parse(line))).toEqual({ sha, elapsedMs, verdict: each, against: each })
      expect(line.length).toBeLessThan(2_000)
    }
  })
})
