import { expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { decide } from '../../src/core/gate/decide.ts'
import type { Review } from '../../src/review/review.ts'
import { approval, permissions, person, published, situation } from '../gate/situation.ts'
import { runs } from '../properties/runs.ts'
import fc from '../seeded-properties.ts'
import { CLAUDE, policy, reviewSteps, type Situation, type Step } from './authored-change.ts'

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']
const BASE = { 'iam.json': policy('s3:GetObject', 's3:PutObject'), 'README.md': 'Read me\n' }

/** Evidence that is added to a commit and takes nothing of it away. */
type Addition = (step: Step) => Step
const said = (line: string): Addition => {
  return (step) => ({ ...step, facts: { ...step.facts, message: `${step.facts?.message ?? 'Change it'}\n\n${line}` } })
}
const ADDITIONS: readonly Addition[] = [
  said(CLAUDE),
  said('🤖 Generated with [Claude Code](https://claude.com/claude-code)'),
  said('Assisted-by: Cursor:gpt-5'),
  (step) => ({ ...step, facts: { ...step.facts, branch: 'codex/change-it' } }),
  (step) => ({ ...step, facts: { ...step.facts, authorName: 'Jane Example (aider)' } }),
  (step) => ({ ...step, note: noteOf('cursor', '4-5') }),
  (step) => ({ ...step, note: noteOf('claude', '1-1') }),
]

function noteOf(tool: string, lines: string): string {
  const prompts = { '1234567890abcdef': { agent_id: { tool, id: 'a', model: 'm' }, messages: [] } }
  return `iam.json\n  1234567890abcdef ${lines}\n---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', prompts })}`
}

const step: fc.Arbitrary<Step> = fc
  .record({
    actions: fc.subarray(ACTIONS),
    readme: fc.constantFrom('Read me\n', 'Read it\n'),
    author: fc.constantFrom<Partial<CommitFacts>>({ authorLogin: 'ada', committerLogin: 'ada' }, {}),
    marked: fc.boolean(),
  })
  .map(({ actions, readme, author, marked }) => {
    const made = { files: { 'iam.json': policy(...actions), 'README.md': readme }, facts: author }
    return marked ? said(CLAUDE)(made) : made
  })

const around: fc.Arbitrary<Situation> = fc
  .record({
    hold: fc.constantFrom('governed', 'broadening', 'any'),
    rules: fc.subarray([
      'authorship/ai-authored-broadening: { humans: 3 }',
      'authorship/ai-authored-change: off',
      'access/broader-access: off',
    ]),
    declaration: fc.boolean(),
    complete: fc.boolean(),
    withoutOrigins: fc.boolean(),
    withoutFiles: fc.boolean(),
  })
  .map(({ hold, rules, declaration, complete, ...history }) => ({
    ...history,
    settings: [
      'version: 1',
      ...(rules.length > 0 ? ['rules:', ...rules.map((rule) => `  ${rule}`)] : []),
      'authorship:',
      `  hold: ${hold}`,
      ...(declaration ? ['  declaration: { trailers: [Assisted-by, No-AI] }'] : []),
      '',
    ].join('\n'),
    pull: { complete, author: ADA },
    platform: { author: ADA, pushers: [ADA] },
  }))

const ADA = { login: 'ada', id: person('ada').id, type: 'User' } as const

/** Clear, countersigned by as few people, or held. */
function weight({ judgement, result, settings, digest }: Review, approvers: readonly string[]) {
  const { state, approvalsNeeded } = decide(
    situation({
      judgement,
      authorship: result.authorship,
      digest,
      machineUsers: settings.settings.machineUsers,
      publications: [{ ...published(), digest }],
      reviews: approvers.map((login, index) => approval(person(login), 10 + index)),
      permissions: permissions({ rob: 'write', eve: 'write', kim: 'write' }),
    }),
  )
  return { isHeld: state === 'held', approvalsNeeded, humans: judgement.humansNeeded }
}

it('evidence of an AI tool, added to any commit, makes no gate weaker', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 3 }),
      around,
      fc.nat(2),
      fc.constantFrom(...ADDITIONS),
      fc.subarray(['rob', 'eve', 'kim']),
      async (steps, given, at, addition, approvers) => {
        // A declaration is what the settings ask for: adding one is no evidence alone.
        fc.pre(!(given.settings?.includes('declaration') === true && addition === ADDITIONS[2]))
        const more = steps.map((each, index) => (index === at % steps.length ? addition(each) : each))
        const before = weight(await reviewSteps(BASE, steps, given), approvers)
        const after = weight(await reviewSteps(BASE, more, given), approvers)
        expect(after.humans).toBeGreaterThanOrEqual(before.humans)
        expect(after.approvalsNeeded).toBeGreaterThanOrEqual(before.approvalsNeeded)
        if (before.isHeld) expect(after.isHeld).toBe(true)
      },
    ),
    { numRuns: runs(60) },
  )
}, 120_000)

it('commits that could not all be read hold, although one of them is certainly a tool’s', async () => {
  const settings = 'version: 1\nrules:\n  authorship/ai-authored-change: off\n'
  const narrowed = { ...BASE, 'iam.json': policy('s3:GetObject') }
  const facts = { authorName: 'Jane Example (aider)', authorLogin: 'ada', committerLogin: 'ada' }
  const given = { settings, pull: { complete: false, author: ADA }, platform: { author: ADA, pushers: [ADA] } }
  const found = await reviewSteps(BASE, [{ files: narrowed, facts }], given)
  expect(found.result.findings.map(({ rule }) => rule)).toEqual(['authorship/incomplete-authorship'])
  expect(weight(found, []).isHeld).toBe(true)
})
