import { describe, expect, it } from 'vitest'
import type { JudgedChange } from '../../src/core/rules/judged-change.ts'
import { judgeChange } from '../../src/core/rules/judged-change.ts'
import { judgedChangeText, readJudgedChange } from '../../src/core/rules/judged-change-text.ts'
import { keptFact } from '../../src/core/rules/kept-fact.ts'
import {
  authorship,
  commits,
  governance,
  granted,
  malformed,
  region,
  undecided,
} from '../../src/core/rules/sample-facts.ts'
import { judgedBy } from '../../src/review/judged-by.ts'
import type { Review } from '../../src/review/review.ts'
import { judgedTwice, keptOf } from './judged-again.ts'
import { reviewWaived } from './waived-change.ts'

const NOW_MS = Date.UTC(2027, 0, 15, 12)

function main(actions: readonly string[], ignore = '', password = 'no'): string {
  return `variable "password" {
  default   = "${password}-hunter2-hunter2"
  sensitive = true
}
resource "aws_iam_role_policy" "deploy" {
  role = "deploy"
  ${ignore}
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "arn:aws:s3:::logs/${password === 'no' ? 'a' : '${var.password}'}" }]
  })
}
`
}

const READS = main(['s3:GetObject'])
const WRITES = main(['s3:GetObject', 's3:PutObject'])

describe('what is kept of a review', () => {
  it('has every kind of fact as it was, written and read back', () => {
    const opened = {
      lines: [{ startLine: 1, endLine: 2 }],
      known: 'history',
      facts: [granted({}), undecided()],
    } as const
    const facts = [
      { ...granted(region({ unmet: ['aws:MultiFactorAuthPresent'], managed: 'ReadOnlyAccess' })), told: [undecided()] },
      ...[undecided(), malformed(), governance('settings-changed'), commits('undeclared'), authorship({ opened })],
    ].map(keptFact)
    const change: JudgedChange = {
      comparisons: [facts.map((fact) => ({ fact, ignores: [] })), []],
      ...{ authorship: 'ai', tools: ['claude-code'], judgedAtMs: NOW_MS },
      people: { logins: ['alice'], isKnown: true },
    }
    expect(readJudgedChange(judgedChangeText(change))).toEqual(change)
  })

  it.each(['', '{', '[]', '{"comparisons":[]}', '{"comparisons":[[{"fact":{"kind":"new"},"ignores":[]}]]}'])(
    'is nothing where it is no such text: %j',
    (text) => {
      expect(readJudgedChange(text)).toBeUndefined()
    },
  )

  it('is judged alike by waivers, until they end', async () => {
    const named = 'rule: access/broader-access, resource: aws_iam_role_policy.deploy'
    const waiver = `${named}, reason: r, approver: carol, until: 2027-01-31`
    const settings = { '.github/countersign.yml': `version: 1\nwaivers: [{ ${waiver} }]\n` }
    const head = { 'main.tf': WRITES, ...settings }
    expectWaived(await reviewWaived({ base: { 'main.tf': READS, ...settings }, head }))
  })

  it('is judged alike by inline ignores, until they end', async () => {
    const { result } = await reviewWaived({ base: { 'main.tf': READS }, head: { 'main.tf': WRITES } })
    const { rule, digest } = result.findings[0] ?? expect.fail('nothing was found')
    const ignore = `# countersign:ignore ${rule} reason="r" approver=carol until=2027-01-31 digest=${digest}`
    const [base, head] = [['s3:GetObject'], ['s3:GetObject', 's3:PutObject']].map((actions) => main(actions, ignore))
    expectWaived(await reviewWaived({ base: { 'main.tf': base ?? '' }, head: { 'main.tf': head ?? '' } }))
  })

  it('holds no sensitive value, no quotation and no proof', async () => {
    const reviewed = await reviewWaived({
      base: { 'main.tf': READS },
      head: { 'main.tf': main(['s3:GetObject', 's3:PutObject'], '', 'other') },
    })
    const text = judgedChangeText(reviewed.judged() ?? expect.fail('nothing was kept'))
    expect(reviewed.result.findings).not.toEqual([])
    expect(judgedTwice(reviewed, NOW_MS).again).toEqual(judgedTwice(reviewed, NOW_MS).first)
    expect(text).toContain('s3:PutObject')
    expect(text).toContain('(sensitive)')
    expect(text).not.toContain('hunter2')
    expect(text).not.toContain('"quote"')
  })

  it('is nothing of a change that touches nothing governed', async () => {
    const reviewed = await reviewWaived({ base: { 'README.md': 'a' }, head: { 'README.md': 'b' } })
    expect(keptOf(reviewed)).toBeUndefined()
  })

  it('leaves out that settings could not be read: of other settings that is not so', async () => {
    const broken = { '.github/countersign.yml': 'version: 1\nmod: advisory\n', 'main.tf': READS }
    const reviewed = await reviewWaived({ base: broken, head: { ...broken, 'main.tf': `${READS}\n` } })
    expect(reviewed.judgement.humansNeeded).toBe(2)
    const change = keptOf(reviewed) ?? expect.fail('nothing was kept')
    const { policy, settings } = reviewed
    const by = judgedBy(policy.bundle.rules, settings)
    expect(judgeChange(change, by, NOW_MS).humansNeeded).toBe(2)
    expect(judgeChange(change, { ...by, facts: [] }, NOW_MS).humansNeeded).toBe(1)
  })
})

function expectWaived(reviewed: Review): void {
  expect(reviewed.judgement.waived).toHaveLength(1)
  const { first, again } = judgedTwice(reviewed, NOW_MS)
  expect(again).toEqual(first)
  expect(judgedTwice(reviewed, Date.UTC(2027, 1, 2)).again?.humansNeeded).toBe(2)
}
