import { describe, expect, it } from 'vitest'
import { memoryDueExaminations } from '../../src/adapters/memory/due-examinations.ts'
import { examineWhenWaiversEnd } from '../../src/review/examine-when-waivers-end.ts'
import { authorship } from '../gate/situation.ts'
import { reviewWaived, type WaivedChange } from './waived-change.ts'

const SETTINGS = '.github/countersign.yml'
const END = '2027-01-31'

/** A role policy with one action a line; `ignore` is a comment above its statement. */
function main(actions: readonly string[], ignore?: string): string {
  return `resource "aws_iam_role_policy" "deploy" {
  role = "deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
${ignore === undefined ? '' : `      # ${ignore}\n`}      {
        Effect   = "Allow"
        Action   = ${JSON.stringify(actions)}
        Resource = "arn:aws:s3:::acme-logs/*"
      },
    ]
  })
}
`
}

const READS = main(['s3:GetObject'])
const WRITES = main(['s3:GetObject', 's3:PutObject'])

function settings(change: Readonly<Record<string, string>> = {}): string {
  const keys = {
    rule: 'access/broader-access',
    resource: 'aws_iam_role_policy.deploy',
    reason: 'uploads',
    approver: 'carol',
    until: END,
    ...change,
  }
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${value}`)
  return `version: 1\nwaivers:\n  - ${lines.join('\n    ')}\n`
}

/** The digest of the finding that `WRITES` makes after `READS`. */
async function digestOf(head = WRITES, file = 'main.tf'): Promise<string> {
  const { result } = await reviewWaived({ base: { [file]: READS }, head: { [file]: head } })
  return result.findings[0]?.digest ?? expect.fail('no finding')
}

const ignoreOf = (digest: string, until = END) =>
  `countersign:ignore access/broader-access reason="uploads" approver=carol until=${until} digest=${digest}`

/** Rules that hold, and rules that are waived. */
async function outcome(change: WaivedChange) {
  const { result, judgement } = await reviewWaived(change)
  return {
    verdict: result.verdict,
    held: result.findings.map(({ rule }) => rule),
    waived: judgement.waived.map(({ finding }) => finding.rule),
  }
}

const WAIVED = { verdict: 'clear', held: [], waived: ['access/broader-access'] }
const HELD = { verdict: 'needs-second-human', held: ['access/broader-access'], waived: [] }
const BY_SETTINGS = { [SETTINGS]: settings() }

describe('a waiver at the tip of the base branch', () => {
  it('acts, whatever the change started from', async () => {
    const base = { 'main.tf': READS }
    const head = { 'main.tf': WRITES }
    expect(await outcome({ base, head, tip: { ...base, ...BY_SETTINGS } })).toEqual(WAIVED)
  })

  it('no longer acts once the tip has it no more', async () => {
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    expect(await outcome({ base, head: { ...base, 'main.tf': WRITES }, tip: { 'main.tf': READS } })).toEqual(HELD)
  })

  it('binds the approval to what was waived', async () => {
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    const change = { base, head: { ...base, 'main.tf': WRITES } }
    const [during, after] = [await reviewWaived(change), await reviewWaived({ ...change, nowMs: Date.UTC(2027, 1, 1) })]
    expect(during.digest).not.toBe(after.digest)
    expect([during.result.verdict, after.result.verdict]).toEqual(['clear', 'needs-second-human'])
    expect(after.result.diagnostics.map(({ code }) => code)).toContain('waiver-expired')
  })

  it('stays when its day is a sensitive value of the change', async () => {
    const secret = `variable "day" {\n  sensitive = true\n  default   = "${END}"\n}\noutput "day" {\n  value     = var.day\n  sensitive = true\n}\n`
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    const { judgement } = await reviewWaived({ base, head: { ...base, 'main.tf': WRITES, 'day.tf': secret } })
    expect(judgement.waived[0]?.waiver.until).toBe(END)
  })
})

describe('an attacker gets nothing from', () => {
  it('a waiver brought by the pull request', async () => {
    const head = { 'main.tf': WRITES, ...BY_SETTINGS }
    const { held, waived } = await outcome({ base: { 'main.tf': READS }, head })
    expect({ held, waived }).toEqual({ held: ['governance/changed-gate-rules', 'access/broader-access'], waived: [] })
  })

  it('an inline ignore brought by the pull request', async () => {
    const head = { 'main.tf': main(['s3:GetObject', 's3:PutObject'], ignoreOf(await digestOf())) }
    const { held, waived } = await outcome({ base: { 'main.tf': READS }, head })
    expect({ held, waived }).toEqual({ held: ['governance/changed-gate-rules', 'access/broader-access'], waived: [] })
  })

  it('an inline ignore landed in a change that adds no access: that one is held', async () => {
    const head = { 'main.tf': main(['s3:GetObject'], ignoreOf(await digestOf())) }
    expect(await outcome({ base: { 'main.tf': READS }, head })).toMatchObject({
      held: ['governance/changed-gate-rules'],
    })
  })

  it('an inline ignore in a file that nothing reads yet', async () => {
    const base = { 'main.tf': READS }
    const head = { ...base, 'later.hcl': `# ${ignoreOf(await digestOf())}\na = 1\n` }
    expect(await outcome({ base, head })).toMatchObject({ held: ['governance/changed-gate-rules'] })
  })

  it('what nobody can decide, slipped in beside what is waived', async () => {
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    const unknown = `variable "extra" {}\n${WRITES.replace('"s3:PutObject"]', '"s3:PutObject", var.extra]')}`
    const { result } = await reviewWaived({ base, head: { ...base, 'main.tf': unknown } })
    expect(result.verdict).toBe('needs-second-human')
    const digest = await digestOf(unknown)
    const named = { 'main.tf': READS, [SETTINGS]: settings({ digest }) }
    expect(await outcome({ base: named, head: { ...named, 'main.tf': unknown } })).toMatchObject({
      verdict: 'needs-second-human',
    })
  })

  it('an approver who answers for the change, or of whom nobody knows it', async () => {
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    const change = { base, head: { ...base, 'main.tf': WRITES } }
    const carol = { identity: 'carol', login: 'carol', known: 'text', reasons: [] } as const
    const nobody = { identity: 'somebody@example.com', known: 'text', reasons: [] } as const
    for (const each of [carol, nobody])
      expect(await outcome({ ...change, authorship: authorship({ directors: [each] }) })).toEqual(HELD)
    expect(await outcome({ ...change, accountable: { kind: 'pull-request', author: 'Carol' } })).toEqual(HELD)
    expect(await outcome({ ...change, accountable: { kind: 'nobody' } })).toEqual(HELD)
    expect(await outcome({ ...change, authorship: authorship({ complete: false }) })).toEqual(HELD)
  })
})

describe('an inline ignore at the tip of the base branch', () => {
  it('acts at its block on the one finding of its digest', async () => {
    const ignore = ignoreOf(await digestOf())
    const base = { 'main.tf': main(['s3:GetObject'], ignore) }
    expect(await outcome({ base, head: { 'main.tf': main(['s3:GetObject', 's3:PutObject'], ignore) } })).toEqual(WAIVED)
    expect(await outcome({ base, head: { 'main.tf': WRITES } })).toEqual(WAIVED)
    const more = await reviewWaived({ base, head: { 'main.tf': main(['s3:GetObject', 's3:DeleteObject'], ignore) } })
    expect(more.result.findings[0]?.message).toContain('The inline ignore at main.tf:6 does not act here.')
    expect(more.result.findings[0]?.message).toContain('but the access differs now')
  })

  it('acts nowhere else: not from another block, and not from another file', async () => {
    const ignore = ignoreOf(await digestOf())
    const other = `# ${ignore}\nlocals {\n  a = 1\n}\n`
    const elsewhere = { base: { 'main.tf': READS, 'other.tf': other }, head: { 'main.tf': WRITES, 'other.tf': other } }
    expect(await outcome(elsewhere)).toEqual(HELD)
    expect(await outcome({ base: { 'main.tf': other + READS }, head: { 'main.tf': other + WRITES } })).toEqual(HELD)
  })

  it('is not brought by a change that moves it', async () => {
    const ignore = ignoreOf(await digestOf())
    const text = main(['s3:GetObject'], ignore)
    expect(await outcome({ base: { 'main.tf': text }, head: { 'roles.tf': text } })).toMatchObject({ held: [] })
  })

  it('is told where it can never act', async () => {
    const ignore = ignoreOf('d'.repeat(64)).replace('broader-access', 'broader-acess')
    const { result } = await reviewWaived({ base: {}, head: { 'main.tf': main([], ignore) } })
    const told = result.diagnostics.find(({ code }) => code === 'ignore-unknown-rule')
    expect(told).toMatchObject({ line: 6, column: 9 })
    expect(told?.detail).toContain('Did you mean `access/broader-access`?')
  })
})

describe('the end of a waiver', () => {
  const KEY = { installationId: 1, owner: 'acme', repo: 'infra', number: 7 }
  const release = {
    kind: 'override',
    login: 'bob',
    team: 'oncall',
    commentId: 1,
    statedAt: '2027-01-15T12:00:00.000Z',
    reason: 'down',
  } as const

  it.each([
    ['when the first of them has ended', undefined, '2027-02-01T00:00:00.000Z'],
    ['when an override ends before that', '2027-01-15T14:00:00.000Z', '2027-01-15T14:00:00.000Z'],
    ['when an override lasts longer', '2027-03-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'],
  ])('has the pull request examined again: %s', async (_, expiresAt, at) => {
    const base = { 'main.tf': READS, ...BY_SETTINGS }
    const { judgement } = await reviewWaived({ base, head: { ...base, 'main.tf': WRITES } })
    const dueExaminations = memoryDueExaminations()
    const decision = { release: expiresAt === undefined ? undefined : { ...release, expiresAt } }
    await examineWhenWaiversEnd(KEY, judgement, decision, { dueExaminations })
    expect(await dueExaminations.due(Date.parse(at) - 1)).toEqual([])
    expect(await dueExaminations.due(Date.parse(at))).toEqual([{ key: KEY, at }])
  })

  it('plans nothing where nothing is waived', async () => {
    const dueExaminations = memoryDueExaminations()
    await examineWhenWaiversEnd(KEY, { waived: [] }, { release: undefined }, { dueExaminations })
    expect(await dueExaminations.due(Number.MAX_SAFE_INTEGER)).toEqual([])
  })
})
