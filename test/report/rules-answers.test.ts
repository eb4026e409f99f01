import { describe, expect, it } from 'vitest'
import { fitted } from '../../src/core/report/fitted.ts'
import { askedRulesSection, rulesSection } from '../../src/core/report/rules-answers.ts'
import type { ConditionTrace } from '../../src/core/rules/explain-condition.ts'
import type { RuleAnswer } from '../../src/core/rules/explain-fact.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import { granted } from '../rules/facts.ts'
import { resultOf } from './results.ts'

const HOSTILE = '`x`</details></summary>\n```\n@octocat <img src=x>'

const [FOUND] = resultOf([granted({ actions: ['iam:PutRolePolicy'] })]).findings
const finding = (change: Partial<Finding>): Finding => {
  if (FOUND === undefined) throw new Error('nothing was found')
  return { ...FOUND, ...change }
}

const part = (source: string, value: string, parts: readonly ConditionTrace[] = []): ConditionTrace => ({
  source,
  value,
  parts,
})
const answer = (rule: string, trace: ConditionTrace, change: Partial<RuleAnswer> = {}): RuleAnswer => ({
  ...{ rule, answer: trace.value === 'true' ? 'matches' : 'does-not-match', acts: true, notes: [], trace },
  ...change,
})
const silent = (rule: string) =>
  answer(rule, { ...part('a && b', 'false', [part('a', 'true'), part('b', 'false')]), joins: 'and' })
const ANSWERS = [
  answer('access/any', part('change.what == "x"', 'true', [part('change.what', '"x"')])),
  answer('access/broken', part('a', 'not evaluated: no'), {
    answer: 'failed',
    notes: ['It could not be evaluated: no.'],
  }),
  ...Array.from({ length: 9 }, (_, index) => silent(`access/silent-${index}`)),
]
const found = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, index) =>
    finding({ digest: `${index}`.padStart(4, '0').padEnd(64, 'a'), startLine: index + 1, endLine: index + 1 }),
  )
const told = (about: string, findings = found(3), answers: readonly RuleAnswer[] = ANSWERS) =>
  askedRulesSection({ findings, waived: [] }, () => answers, about).items.join('\n\n')

describe('what the rules say, in a comment', () => {
  it('is collapsed: what matched with its parts, what failed, what nearly matched and why not, then names', () => {
    const [item = ''] = rulesSection({ findings: found(1), waived: [] }, () => ANSWERS).items
    expect(item).toMatch(/^<details>\n<summary>Finding 1: \w+, [a-z/-]+<\/summary>\n\n/)
    expect(item).toContain('`access/any` matches.\n\n```text\nchange.what == "x" → true\n  change.what → "x"\n```')
    expect(item).toContain('`access/broken` failed. It could not be evaluated: no.')
    expect(item).toContain('Nearest of those that do not match:\n\n- `access/silent-0`: `b` is `false`')
    expect(item).toContain('Further from it: `access/silent-6`, `access/silent-7`, `access/silent-8`.')
    expect(item.endsWith('\n\n</details>')).toBe(true)
  })

  it.each([
    ['a number', '2', [2]],
    ['a number as it is spoken of', '#3', [3]],
    ["the beginning of a finding's digest", '0001A', [2]],
    ['a place', 'iam.json:3', [3]],
  ])('can be asked of %s alone', (_what, about, numbers) => {
    const file = 'iam.json'
    const text = told(
      about,
      found(3).map((each) => ({ ...each, file })),
    )
    expect([...text.matchAll(/Finding (\d+):/g)].map(([, number]) => Number(number))).toEqual(numbers)
    expect(text).toContain('<details open>')
  })

  it('can be asked of one rule, which is then shown in full whether it matched or not', () => {
    const text = told('access/silent-8')
    expect(
      text.match(/`access\/silent-8` does not match\.\n\n```text\na && b → false\n {2}a → true\n {2}b → false\n```/g),
    ).toHaveLength(3)
    expect(text).not.toContain('access/any')
  })

  it('says that there is no such thing, and what was probably meant', () => {
    expect(told('access/brokn')).toBe(
      '`access/brokn` is neither a finding of this change nor a rule that was asked about one. Was `access/broken` meant?',
    )
    expect(told('9')).toContain('`9` is neither')
  })

  it('keeps to the limit of a comment, and says what it left out', () => {
    const long = part(
      'x'.repeat(190),
      'true',
      Array.from({ length: 199 }, () => part('y'.repeat(190), 'z'.repeat(190))),
    )
    const answers = Array.from({ length: 20 }, (_, index) => answer(`access/long-${index}`, long))
    const findings = found(300)
    const all = fitted([], [rulesSection({ findings, waived: [] }, () => answers)], 65_000)
    expect(Buffer.byteLength(all)).toBeLessThan(65_536)
    expect(all).toContain('more, not shown here because')
    const one = told('access/long-3', findings, answers)
    expect(Buffer.byteLength(one)).toBeLessThan(60_000)
    expect(one).toContain('280 more findings not explained here')
    expect(told('1', findings, answers)).toMatch(/… \d+ more parts/)
  })

  it('lets nothing of the change out of its block, whatever a name or a value holds', () => {
    const hostile = answer('access/any', part(HOSTILE, 'true', [part(HOSTILE, HOSTILE)]), { notes: [HOSTILE] })
    const text = told(
      '1',
      [finding({ title: HOSTILE, file: HOSTILE })],
      [hostile, answer('access/other', part(HOSTILE, 'false'))],
    )
    expect(text.match(/^<\/details>$/gm)).toHaveLength(1)
    expect(text.match(/^`{3,}(?:text)?$/gm)).toHaveLength(2)
    const outside = text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '').replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '')
    expect(outside).not.toMatch(/octocat|<img|<\/summary>[\s\S]*<\/summary>/)
  })
})
