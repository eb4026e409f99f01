import { describe, expect, it } from 'vitest'
import type { Review } from '../../src/review/review.ts'
import { commitFacts } from '../authorship/commit-facts.ts'
import { CLAUDE, policy, reviewSteps, type Step } from './authored-change.ts'

const READ = { 'iam.json': policy('s3:GetObject') }
const WRITE = { 'iam.json': policy('s3:GetObject', 's3:PutObject') }
const DELETE = { 'iam.json': policy('s3:GetObject', 's3:DeleteObject', 's3:PutObject') }
const MARKED = { message: `Widen\n\n${CLAUDE}` }

const ruleIds = ({ result }: Review) => result.findings.map(({ rule }) => rule)
const authored = ({ result }: Review) =>
  result.findings.find(({ rule }) => rule === 'authorship/ai-authored-broadening')

describe('lines that an AI tool wrote and that open access', () => {
  it('are named with their commit and what they open', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE, facts: MARKED }])
    expect(found.result.authored).toEqual([
      'Claude Code wrote line 5 of iam.json (commit ccccccc), which lets whoever holds iam.json do s3:PutObject on arn:aws:s3:::logs/*.',
    ])
    expect(authored(found)).toMatchObject({ severity: 'high', kind: 'authorship', file: 'iam.json', startLine: 5 })
    expect(authored(found)?.message).toContain('The history of the file says')
    expect(found.judgement.humansNeeded).toBe(2)
  })

  it('are told once: not as a mere change too', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE, facts: MARKED }])
    expect(ruleIds(found)).toEqual(['access/broader-access', 'authorship/ai-authored-broadening'])
    const explained = found.judgement.explanations.find(({ rule }) => rule === 'authorship/ai-authored-broadening')
    expect(explained?.matched).toContain('authorship/ai-authored-change')
  })

  it('are told from those of a human beside them', async () => {
    const human: Step = { files: WRITE }
    const marked: Step = { files: { ...WRITE, 'other.json': policy('s3:GetObject') }, facts: MARKED }
    const found = await reviewSteps({ ...READ, 'other.json': policy('s3:GetObject', 's3:PutObject') }, [human, marked])
    expect(ruleIds(found)).toEqual(['access/broader-access', 'authorship/ai-authored-change'])
    expect(found.result.findings[1]?.file).toBe('other.json')
  })

  it('are told line by line within a file', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE }, { files: DELETE, facts: MARKED }])
    expect(authored(found)).toMatchObject({ startLine: 5, endLine: 5 })
  })

  it('say what a note says of them', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE, note: noteOf('cursor', '5-5') }])
    expect(authored(found)?.title).toBe('AI-written access: Cursor wrote line 5 of iam.json')
    expect(authored(found)?.message).toContain('A note of git-ai')
  })

  it('are not acquitted by a note that names others of the same tool', async () => {
    const settings = 'version: 1\nrules:\n  authorship/ai-authored-broadening: { humans: 3 }\n'
    for (const lines of ['1-1', '5-5']) {
      const step: Step = { files: WRITE, facts: MARKED, note: noteOf('claude', lines) }
      const found = await reviewSteps(READ, [step], { settings })
      expect(authored(found)?.title).toContain(lines === '1-1' ? 'Claude Code may have written line 5' : 'wrote line 5')
      expect(found.judgement.humansNeeded).toBe(3)
    }
  })

  it('are of a tool in quotes where only a note names it, so that its name is no part of the sentence', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE, note: noteOf('Nobody', '5-5') }])
    expect(authored(found)?.title).toBe('AI-written access: "Nobody" wrote line 5 of iam.json')
  })
})

function noteOf(tool: string, lines: string): string {
  const prompts = { '1234567890abcdef': { agent_id: { tool, id: 'a', model: 'm' }, messages: [] } }
  return `iam.json\n  1234567890abcdef ${lines}\n---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', prompts })}`
}

describe('where the lines cannot be told apart', () => {
  it.each([
    ['a file that only marked commits change is theirs', { withoutOrigins: true }, 'Claude Code wrote line'],
    ['so it is where not even the files are known', { withoutOrigins: true, withoutFiles: true }, 'Claude Code wrote'],
  ])('%s', async (_, situation, says) => {
    const found = await reviewSteps(READ, [{ files: WRITE, facts: MARKED }], situation)
    expect(found.result.authored[0]).toContain(says)
    expect(authored(found)?.message).toContain('Only marked commits of this change touch the file.')
  })

  it('a file that a marked commit changes too may be its work', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE }, { files: DELETE, facts: MARKED }], {
      withoutOrigins: true,
    })
    expect(found.result.authored[0]).toContain('Claude Code may have written line')
    expect(authored(found)?.message).toContain('which of its lines are theirs is not known')
  })

  it('a file that no marked commit changes is none of its work', async () => {
    const marked: Step = { files: { ...WRITE, 'README.md': 'hi' }, facts: MARKED }
    const found = await reviewSteps(READ, [{ files: WRITE }, marked], { withoutOrigins: true })
    expect(ruleIds(found)).toEqual(['access/broader-access'])
  })

  it('every file counts where nobody knows which of them a marked commit changes', async () => {
    const marked: Step = { files: { ...WRITE, 'README.md': 'hi' }, facts: MARKED }
    const found = await reviewSteps(READ, [{ files: WRITE }, marked], { withoutOrigins: true, withoutFiles: true })
    expect(found.result.authored[0]).toContain('may have written')
  })

  it('a file under a name that lived only within the change may have become any other', async () => {
    const first: Step = { files: { ...READ, 'draft.json': policy('s3:PutObject') }, facts: MARKED }
    const found = await reviewSteps(READ, [first, { files: WRITE }], { withoutOrigins: true })
    expect(found.result.authored[0]).toContain('may have written')
  })

  it('lines that went are those of whoever changes the file', async () => {
    const denied = `{"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":"s3:*","Resource":"*"},
      {"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}
    ]}\n`
    const freed = denied.replace(/,\n.*Deny.*\n/, '\n')
    const found = await reviewSteps({ 'iam.json': denied }, [{ files: { 'iam.json': freed }, facts: MARKED }])
    expect(ruleIds(found)).toContain('guardrail/removed-deny')
    expect(found.result.authored[0]).toMatch(/^Claude Code (?:removed what stood on|wrote) line/)
    expect(found.result.authored[0]).toContain('takes away what denied')
  })

  it('a merge may have taken any file from one side against the other', async () => {
    const merge = { ...MARKED, parents: 2, files: [] }
    const dropped = await reviewSteps(WRITE, [{ files: READ, facts: merge }])
    expect(ruleIds(dropped)).toEqual(['authorship/ai-authored-change'])
    const byHuman = await reviewSteps(WRITE, [{ files: READ, facts: { parents: 2, files: [] } }])
    expect(ruleIds(byHuman)).toEqual([])
  })

  it('a mark on the pull request itself is one on all of it', async () => {
    const found = await reviewSteps(READ, [{ files: WRITE }], { pull: { headRef: 'claude/widen-access' } })
    expect(found.result.authored[0]).toContain('Claude Code may have written line')
    expect(authored(found)?.message).toContain('The mark is on the pull request itself')
  })

  it('what a force-push took away may live on without its mark', async () => {
    const gone = commitFacts({ sha: 'd'.repeat(40), files: ['iam.json'], ...MARKED })
    const found = await reviewSteps(READ, [{ files: WRITE }], { gone: [gone] })
    expect(found.result.authored[0]).toContain('may have written')
  })
})

describe('settings', () => {
  it('raise how many humans the rule asks for', async () => {
    const settings = 'version: 1\nrules:\n  authorship/ai-authored-broadening: { humans: 3 }\n'
    const found = await reviewSteps(READ, [{ files: WRITE, facts: MARKED }], { settings })
    expect(found.judgement.humansNeeded).toBe(3)
    const unmarked = await reviewSteps(READ, [{ files: WRITE }], { settings })
    expect(unmarked.judgement.humansNeeded).toBe(2)
  })

  it('turn it off, and the change is told as AI-written all the same', async () => {
    const settings = 'version: 1\nrules:\n  authorship/ai-authored-broadening: off\n'
    const found = await reviewSteps(READ, [{ files: WRITE, facts: MARKED }], { settings })
    expect(ruleIds(found)).toEqual(['access/broader-access', 'authorship/ai-authored-change'])
  })

  it.each([
    ['an agent of one’s own', 'agents: [acme-coder]', { authorLogin: 'acme-coder' }, 'acme-coder'],
    [
      'a signature of one’s own',
      'signatures:\n    - id: acme\n      name: Acme Coder\n      signatures: [{ kind: trailer, key: Acme-Run }]',
      { message: 'Widen\n\nAcme-Run: 17' },
      'Acme Coder',
    ],
  ])('name %s', async (_, authorship, facts, name) => {
    const settings = `version: 1\nauthorship:\n  ${authorship}\n`
    const found = await reviewSteps(READ, [{ files: WRITE, facts }], { settings })
    expect(found.settings.diagnostics).toEqual([])
    expect(found.result.authored[0]).toContain(`${name} wrote line`)
  })
})
