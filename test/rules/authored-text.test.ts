import { describe, expect, it } from 'vitest'
import { authoredSentence, opensAccess } from '../../src/core/rules/authored-text.ts'
import type { AccessFact, AuthorshipFact, LinesKnown, OpenedAccess } from '../../src/core/rules/fact.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'
import { granted, malformed, opening, region, undecided } from './facts.ts'

function sentence(
  facts: readonly AccessFact[],
  opened: Partial<OpenedAccess> = {},
  change: Partial<AuthorshipFact> = {},
): string {
  const fact = opening(facts)
  const whole: AuthorshipFact = {
    ...fact,
    ...change,
    opened: { lines: [{ startLine: 12, endLine: 18 }], known: 'history', facts, ...opened },
  }
  return opensAccess(whole) ? authoredSentence(whole) : ''
}

const LET = 'let whoever holds aws_iam_role_policy.reader do s3:DeleteObject on arn:aws:s3:::logs/*'

describe('the sentence about lines of an AI tool', () => {
  it('names the tool, the lines, the commit, and what they open', () => {
    expect(sentence([granted({})])).toBe(`Claude Code wrote lines 12–18 of roles.tf (commit aaaaaaa), which ${LET}.`)
  })

  it.each<[string, OpenedAccess['lines'], string]>([
    ['one line', [{ startLine: 12, endLine: 12 }], 'line 12 of'],
    [
      'two runs',
      [
        { startLine: 12, endLine: 18 },
        { startLine: 30, endLine: 30 },
      ],
      'lines 12–18 and 30 of',
    ],
    [
      'many',
      Array.from({ length: 9 }, (_, index) => ({ startLine: 10 * index + 1, endLine: 10 * index + 1 })),
      'lines 1, 11, 21, 31, 41 and 4 more ranges of',
    ],
  ])('tells %s', (_, lines, says) => {
    expect(sentence([granted({})], { lines })).toContain(`Claude Code wrote ${says} roles.tf`)
  })

  it.each<[LinesKnown, string]>([
    ['note', 'wrote lines'],
    ['only-author', 'wrote lines'],
    ['file', 'may have written lines'],
    ['commits', 'may have written lines'],
    ['pull-request', 'may have written lines'],
  ])('claims no more than is known: %s', (known, says) => {
    expect(sentence([granted({})], { known })).toContain(`Claude Code ${says}`)
  })

  it('tells lines that went', () => {
    const location = { file: 'roles.tf', startLine: 3, endLine: 4, side: 'base' } as const
    const lines = [{ startLine: 3, endLine: 4 }]
    const text = sentence([granted({ origin: 'no-longer-denied' })], { lines, known: 'only-author' }, { location })
    expect(text).toBe(
      'Claude Code removed what stood on lines 3–4 of roles.tf (commit aaaaaaa), which takes away what denied whoever holds aws_iam_role_policy.reader s3:DeleteObject on arn:aws:s3:::logs/*.',
    )
  })

  it('counts what does not fit', () => {
    const facts = [granted({}), undecided(), malformed(), granted({}), granted({})]
    expect(sentence(facts)).toMatch(
      /which let .*; leave undecided what aws_iam_role_policy\.reader allows; leave main\.tf unreadable; and make 2 more changes of access\.$/,
    )
  })

  it('says who, where a policy names somebody', () => {
    const text = sentence([granted({ policyKind: 'resource', principals: ['*'] })])
    expect(text).toContain('let anyone (*) do s3:DeleteObject on arn:aws:s3:::logs/* by aws_iam_role_policy.reader.')
  })

  it('shows nothing of the change that a reader cannot see', () => {
    const attack = 'a\u202eb\n## Clear\u0000'
    const hostile = granted({ actions: [attack], resources: [attack], address: attack })
    const text = sentence([hostile], {}, { toolNames: [attack], location: { file: attack, startLine: 1, endLine: 1 } })
    expect(text).not.toMatch(/[\u202e\n\u0000]/)
  })
})

describe('the rule', () => {
  const rules = builtInRules()

  it('speaks one severity above a mere change, and asks for two humans', () => {
    const { findings, humansNeeded } = judge([opening([granted({})])], rules, DEFAULT_SETTINGS)
    expect(findings).toMatchObject([{ rule: 'authorship/ai-authored-broadening', severity: 'high' }])
    expect(humansNeeded).toBe(2)
  })

  it('binds an approval to what is opened, not to where it stands', () => {
    const digestOf = (fact: AuthorshipFact) => judge([fact], rules, DEFAULT_SETTINGS).findings[0]?.digest
    const fact = opening([granted({})])
    const location = { ...fact.location, startLine: 40, endLine: 46 }
    expect(digestOf({ ...fact, location })).toBe(digestOf(fact))
    const more = { ...granted({}), regions: [region({ actions: ['s3:*'] })] as const }
    expect(digestOf(opening([more]))).not.toBe(digestOf(fact))
  })
})
