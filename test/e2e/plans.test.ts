import { describe, expect, it } from 'vitest'
import { zipOf } from '../adapters/archive-builder.ts'
import { allowing, planText } from '../configuration/plan/plan-double.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { appUnderTest } from './app-under-test.ts'
import { type Subject, verdictAfter } from './held-pull.ts'
import { READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()

/** The files do not tell what a program answers: that it now answers something else is told by a plan alone. */
const MODULE = `data "external" "actions" {
  program = ["./actions.sh"]
}

resource "aws_iam_policy" "reader" {
  name = "reader"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = data.external.actions.result.action, Resource = "*" }]
  })
}
`
const TOUCHED = { 'main.tf': `# A comment.\n${MODULE}` }
/** Line of the resource's block in the touched module. */
const BLOCK_LINE = 6
const state = (action: string) => ({ name: 'reader', policy: allowing(action) })
const planOf = (action: string) =>
  planText([{ address: 'aws_iam_policy.reader', before: state('s3:GetObject'), after: state(action) }])
const WIDER = zipOf([{ name: 'plan.json', content: planOf('iam:PassRole') }])
const SAME = zipOf([{ name: 'plan.json', content: planOf('s3:GetObject') }])
const PLANS = 'plans: { artifact: plan }'
const REQUIRED = 'plans: { artifact: plan, required: true }'

describe('a pull request whose files show nothing and whose plan grants more', () => {
  it("is held, with the finding at the resource's block", async () => {
    github().webhooks.hold()
    const subject = await opened('early')
    await uploaded(subject, { plan: WIDER })
    github().webhooks.release()
    expectHeldAtBlock(await subject.pull.concluded((run) => run.conclusion === 'action_required'))
  })

  it('is held as soon as the plan arrives, however late', async () => {
    const subject = await opened('late')
    const before = await subject.pull.concluded()
    expect(before.conclusion).toBe('success')
    expect(before.summary).toContain('`plan`: not there yet for this commit.')
    expectHeldAtBlock(await verdictAfter(subject, () => uploaded(subject, { plan: WIDER })))
  })

  it('from a fork, too', async () => {
    const fork = await (await repository('forked')).fork('zoe')
    const base = await repository('forked-base')
    expect(fork.fullName).toBe('zoe/infra')
    const from = await base.fork('yan')
    const pull = await base.openPull({ author: 'yan', branch: 'change', from, commits: [{ files: TOUCHED }] })
    await pull.concluded()
    const subject = { repository: base, pull }
    const upload = () => base.runWorkflow({ sha: pull.headSha, from, by: 'yan', artifacts: { plan: WIDER } })
    expectHeldAtBlock(await verdictAfter(subject, upload))
  })

  it('passes once a second human has seen what the plan shows', async () => {
    const subject = await opened('approved')
    await subject.pull.concluded()
    await verdictAfter(subject, () => uploaded(subject, { plan: WIDER }))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect([run.conclusion, run.title]).toEqual(['success', 'Countersigned by bob: 1 finding'])
  })
})

describe('a plan that adds nothing', () => {
  it('is named in the summary, with others, and holds nothing', async () => {
    const subject = await opened('same', 'plans: { artifact: [live, edge] }')
    await subject.pull.concluded()
    const run = await verdictAfter(subject, () => uploaded(subject, { live: SAME, edge: SAME }))
    expect(run.conclusion).toBe('success')
    expect(run.summary).toContain('- `live/plan.json`: Terraform `1.11.4`, 1 resource\n- `edge/plan.json`: ')
  })

  it('takes nothing away from what the files show', async () => {
    const subject = await opened('wider', PLANS, READS_AND_WRITES)
    expect((await subject.pull.concluded()).conclusion).toBe('action_required')
    const run = await verdictAfter(subject, () => uploaded(subject, { plan: SAME }))
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
  })
})

describe('an approval', () => {
  it('given before a plan was there is not one of what the plan shows', async () => {
    const subject = await opened('approved-before', PLANS, READS_AND_WRITES)
    await subject.pull.concluded()
    expect((await verdictAfter(subject, () => subject.pull.approve('bob'))).conclusion).toBe('success')
    const run = await verdictAfter(subject, () => uploaded(subject, { plan: SAME }))
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('no longer what was shown to them')
  })
})

describe('a plan that cannot be read', () => {
  it.each<[string, string, Buffer, number, string]>([
    ['has expired', 'expired', WIDER, 0, 'plan has expired'],
    ['is no zip', 'no-zip', Buffer.from('PK nothing'), 90, 'plan is no zip that can be read'],
    ['is too large', 'too-large', Buffer.alloc(20_000_001), 90, 'plan is larger than the 20 MB'],
    ['is no plan', 'no-plan', zipOf([{ name: 'a.json', content: '{}' }]), 90, 'plan/a.json is JSON, but not a plan'],
  ])('because it %s is not used, and held with the reason', async (_what, name, content, retentionDays, reason) => {
    const subject = await opened(name)
    await subject.pull.concluded()
    const run = await verdictAfter(subject, () => uploaded(subject, { plan: content }, retentionDays))
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
    expect((run.summary ?? '').replaceAll('`', '')).toContain(reason)
    expect(run.summary).not.toContain('PassRole')
  })
})

describe('no plan of this commit', () => {
  it.each([
    ['one of another commit', 'another-commit', { plan: WIDER }],
    ['an artifact of another name', 'another-name', { coverage: WIDER }],
  ])('is %s: it leads to no new check', async (_what, name, artifacts) => {
    const subject = await opened(name)
    await subject.pull.concluded()
    const sha = 'plan' in artifacts ? await subject.repository.sha('main') : subject.pull.headSha
    await subject.repository.runWorkflow({ sha, artifacts })
    const run = await verdictAfter(subject, () => uploaded(subject, { plan: SAME }))
    expect([run.conclusion, subject.pull.checkRuns().length]).toEqual(['success', 2])
  })

  it('passes and holds nothing, and a required one holds until it is there', async () => {
    const subject = await opened('required', REQUIRED)
    const before = await subject.pull.concluded()
    expect([before.conclusion, before.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
    expect(before.summary).toContain('`plan`: not there yet for this commit, and required.')
    const run = await verdictAfter(subject, () => uploaded(subject, { plan: SAME }))
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change adds no access'])
  })

  it('is needed where no governed file changes', async () => {
    const subject = await opened('docs-only', REQUIRED, { 'README.md': '# Policies\n' })
    expect((await subject.pull.concluded()).conclusion).toBe('success')
  })
})

it('asked GitHub for nothing that GitHub would not allow, and sent no credentials to the store of artifacts', async () => {
  await github().settled()
  expect(github().requests.map(({ operation }) => operation)).toContain('artifact-store')
  expect(github().violations).toEqual([])
})

function repository(owner: string, plans = PLANS) {
  const files = { 'main.tf': MODULE, '.github/countersign.yml': `version: 1\n${plans}\n` }
  const collaborators = { alice: 'write', bob: 'write' } as const
  return github().repository(`${owner}/infra`, { files, collaborators })
}

/** Alice opens a pull request, by default one that only adds a comment. */
async function opened(owner: string, plans = PLANS, files: Readonly<Record<string, string>> = TOUCHED) {
  const base = await repository(owner, plans)
  const pull = await base.openPull({ author: 'alice', branch: 'change', commits: [{ files }] })
  return { repository: base, pull }
}

/** A workflow of the pull request's head uploads. */
function uploaded(
  { repository: base, pull }: Subject,
  artifacts: Readonly<Record<string, Buffer>>,
  retentionDays = 90,
) {
  return base.runWorkflow({ sha: pull.headSha, artifacts, retentionDays, by: 'alice' })
}

function expectHeldAtBlock({ conclusion, annotations, summary }: Readonly<CheckRun>): void {
  expect(conclusion).toBe('action_required')
  expect(annotations.map(({ path, start_line, title }) => [path, start_line, title])).toEqual([
    ['main.tf', BLOCK_LINE, expect.stringContaining('passing any role')],
  ])
  expect(annotations[0]?.message).toContain("Terraform's plan plan/plan.json shows it")
  expect(summary).toContain('- `plan/plan.json`: Terraform `1.11.4`, 1 resource')
}
