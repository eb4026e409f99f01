import { describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../../src/adapters/module-sources/first-of.ts'
import { readPlan } from '../../../src/core/configuration/terraform/plan/read-plan.ts'
import type { Fact } from '../../../src/core/rules/fact.ts'
import { compareTrees } from '../../../src/review/compare-trees.ts'
import { withPlans } from '../../../src/review/plans.ts'
import { openSide } from '../../../src/review/side-texts.ts'
import { terraformMemory } from '../../../src/review/terraform-memory.ts'
import { allowing, type ChangeDouble, planText, policyOf } from './plan-double.ts'

type Files = Readonly<Record<string, string>>

async function reviewed(base: Files, head: Files, headPlan: string, basePlan?: string) {
  const trees = memorySourceTrees({ base, head })
  const change = await compareTrees({
    base: await openSide({ trees, id: 'base' }),
    head: await openSide({ trees, id: 'head' }),
    revisions: { base: 'base', head: 'head' },
    sources: firstOf([]),
    memory: terraformMemory(),
  })
  const plans = withPlans(change, {
    head: readPlan('plan.json', headPlan),
    ...(basePlan === undefined ? {} : { base: readPlan('base.json', basePlan) }),
  })
  return { trees: change, plans, added: plans.facts.slice(change.facts.length) }
}

function places(facts: readonly Fact[]): readonly string[] {
  return facts.map(
    ({ kind, address, location }) => `${kind} ${address} ${location.file}:${location.startLine}-${location.endLine}`,
  )
}

/** The actions come from a program that only Terraform runs. */
const OUTSIDE = `data "external" "actions" {
  program = ["./actions.sh"]
}

resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = split(",", data.external.actions.result.list), Resource = "*" }]
  })
}
`
const README = { 'main.tf': OUTSIDE }
const TOUCHED = { 'main.tf': `# A comment.\n${OUTSIDE}` }
const READER = 'aws_iam_role_policy.reader'
const reader = (...actions: readonly string[]) => ({ name: 'reader', role: 'reader', policy: allowing(...actions) })

describe('a review with plans', () => {
  it('tells what only the plan shows, at the block of its address', async () => {
    const plan = planText([{ address: READER, before: reader('s3:GetObject'), after: reader('s3:GetObject', 'iam:*') }])
    const { trees, plans, added } = await reviewed(README, TOUCHED, plan)
    expect(trees.facts).toEqual([])
    expect(places(added)).toEqual([`granted ${READER} main.tf:6-6`])
    expect(added[0]).toMatchObject({ regions: [{ actions: ['iam:*'], note: "Terraform's plan plan.json shows it" }] })
    expect(plans.differences.flatMap(({ difference }) => difference.granted)).toHaveLength(1)
    expect(plans.inputs.at(-1)?.[0]).toBe('(plan)')
  })

  it("compares head's plan with base's where there are both", async () => {
    const base = planText([{ address: READER, before: reader('s3:GetObject'), after: reader('s3:GetObject', 'iam:*') }])
    expect((await reviewed(README, TOUCHED, base, base)).added).toEqual([])
    const head = planText([{ address: READER, before: reader('s3:GetObject'), after: reader('iam:*', 'ec2:*') }])
    const { added } = await reviewed(README, TOUCHED, head, base)
    expect(added).toMatchObject([{ kind: 'granted', regions: [{ actions: ['ec2:*'] }] }])
  })

  it('holds what the plan knows only after apply where the trees do not know it either', async () => {
    const after = { name: 'reader', role: 'reader' }
    const plan = planText([{ address: READER, before: reader('s3:GetObject'), after, unknown: { policy: true } }])
    const { added } = await reviewed(README, TOUCHED, plan)
    expect(added[0]).toMatchObject({ kind: 'undecided', address: READER, location: { file: 'main.tf', startLine: 6 } })
    expect(JSON.stringify(added)).toContain('known only after apply')
  })

  it('tells a changed sensitive policy as undecided, without its value', async () => {
    const marks = { beforeSensitive: { policy: true }, afterSensitive: { policy: true } }
    const change = { address: READER, before: reader('s3:GetObject'), after: reader('iam:PassRole'), ...marks }
    const { added } = await reviewed(README, TOUCHED, planText([change]))
    expect(added.length).toBeGreaterThan(0)
    expect(added.every(({ kind }) => kind === 'undecided')).toBe(true)
    expect(JSON.stringify(added)).not.toMatch(/PassRole|GetObject/)
  })
})

const DECIDED = (actions: string) => `resource "aws_s3_bucket" "data" {
  bucket_prefix = "data-"
}

resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "\${aws_s3_bucket.data.arn}/*" }]
  })
}
`

describe('what the trees have told', () => {
  const on = (actions: readonly string[], resource: string) => ({
    name: 'reader',
    role: 'reader',
    policy: policyOf([{ Effect: 'Allow', Action: actions, Resource: resource }]),
  })
  const base = { 'main.tf': DECIDED('["s3:GetObject"]') }
  const head = { 'main.tf': DECIDED('["s3:GetObject", "s3:PutObject"]') }
  const OBJECTS = 'arn:aws:s3:::data-1/*'
  const plan = (resource: string, ...more: readonly string[]) =>
    planText([
      {
        address: READER,
        before: on(['s3:GetObject'], OBJECTS),
        after: on(['s3:GetObject', 's3:PutObject', ...more], resource),
      },
    ])

  it('is told once', async () => {
    const { trees, added } = await reviewed(base, head, plan(OBJECTS))
    expect(places(trees.facts)).toEqual([`granted ${READER} main.tf:10-10`])
    expect(added).toEqual([])
  })

  it('does not hide what the plan shows beyond it', async () => {
    expect((await reviewed(base, head, plan(OBJECTS, 'iam:*'))).added).toMatchObject([
      { regions: [{ actions: ['iam:*'] }] },
    ])
    expect((await reviewed(base, head, plan('*'))).added).toMatchObject([{ kind: 'granted' }])
  })

  it('is not made undecided by a plan that does not know the names of things', async () => {
    const after = { name: 'reader', role: 'reader' }
    const unknown = planText([{ address: READER, after, unknown: { policy: true } }])
    expect((await reviewed(base, { 'main.tf': `# A comment.\n${base['main.tf']}` }, unknown)).added).toEqual([])
  })

  it('stays undecided, whatever the plan says', async () => {
    const widened = { 'main.tf': OUTSIDE.replace('./actions.sh', './others.sh') }
    const same = planText([{ address: READER, before: reader('s3:GetObject'), after: reader('s3:GetObject') }])
    const { trees, plans } = await reviewed(README, widened, same)
    expect(trees.facts.map(({ kind }) => kind)).toContain('undecided')
    expect(plans.facts).toEqual(trees.facts)
  })
})

describe('the place of an address', () => {
  const call = (team: string) => `module "team" {
  for_each = toset(["a", "b"])
  source   = "${team}"
}
`
  const address = (key: string) => `module.team["${key}"].aws_iam_role_policy.p[0]`
  const change = (key: string, ...actions: readonly string[]): ChangeDouble => ({
    address: address(key),
    before: { role: key, policy: allowing('s3:GetObject') },
    after: { role: key, policy: allowing('s3:GetObject', ...actions) },
  })
  const widened = planText([change('a', 'iam:*'), change('b', 'iam:*')])

  it('is the call of a module that cannot be read', async () => {
    const files = (comment: string) => ({ 'live/main.tf': `${comment}\n${call('registry.example.com/a/b/aws')}` })
    const { added } = await reviewed(files('# One'), files('# Two'), widened)
    expect(places(added)).toEqual([`granted ${address('a')} live/main.tf:2-2`])
    expect(added).toMatchObject([{ also: [address('b')] }])
  })

  it('is in the root that declares the addresses of the plan', async () => {
    const files = (comment: string) => ({
      'a/main.tf': `${comment}\n${OUTSIDE}`,
      'live/main.tf': `${comment}\n${call('../team')}`,
      'team/main.tf': `# Team\n${OUTSIDE.replace('"reader" {', '"p" {\n  count = 1')}`,
    })
    const { added } = await reviewed(files('# One'), files('# Two'), widened)
    expect(places(added).map((each) => each.split(' ').at(-1))).toEqual(['team/main.tf:6-6'])
  })

  it('is the first changed line where no root declares it, and the message says so', async () => {
    const { added } = await reviewed(README, TOUCHED, widened)
    expect(places(added)).toEqual([`granted ${address('a')} main.tf:1-1`])
    expect(JSON.stringify(added)).toContain('no root module of the change declares this address')
  })

  it('is the block that base had, where head has none any more', async () => {
    const block = (name: string) => OUTSIDE.replace('"reader" {', `"${name}" {`)
    const document = block('guard').slice(OUTSIDE.indexOf('resource'))
    const deny = {
      name: 'guard',
      role: 'reader',
      policy: policyOf([{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }]),
    }
    const guard = { address: 'aws_iam_role_policy.guard', before: deny }
    const kept = { address: READER, before: reader('*'), after: reader('*') }
    const { added, trees } = await reviewed({ 'main.tf': `${OUTSIDE}\n${document}` }, README, planText([guard, kept]))
    const granted = [...trees.facts, ...added].filter((fact) => fact.kind === 'granted')
    expect(granted).toMatchObject([{ regions: [{ origin: 'no-longer-denied', actions: ['iam:*'] }] }])
    expect(granted[0]?.location.file).toBe('main.tf')
  })

  it('is never in a plan that is named as a file of the repository', async () => {
    const files = { ...TOUCHED, 'plan.json': '{}' }
    const plan = planText([{ address: READER, before: reader('s3:GetObject'), after: reader('iam:*') }])
    expect(places((await reviewed(README, files, plan)).added)).toEqual([`granted ${READER} main.tf:6-6`])
  })
})

describe('plans that cannot be used', () => {
  it.each([
    ['is no plan', '{"format_version":"1.2"}', 'not a plan of Terraform'],
    ['is not whole', planText([], { errored: true }), 'ended in an error'],
  ])('hold a change whose plan %s', async (_what, plan, message) => {
    const { plans, added } = await reviewed(README, TOUCHED, plan)
    expect(added).toMatchObject([
      { kind: 'undecided', address: 'plan.json', location: { file: 'main.tf', startLine: 1 } },
    ])
    expect(JSON.stringify(added)).toContain(message)
    expect(plans.diagnostics.at(-1)).toMatchObject({ severity: 'error', subject: { file: 'plan.json' } })
  })

  it('still show what a plan that is not whole shows', async () => {
    const change = { address: READER, before: reader('s3:GetObject'), after: reader('iam:*') }
    const { added } = await reviewed(README, TOUCHED, planText([change], { complete: false }))
    expect(added.map(({ kind }) => kind)).toEqual(['granted', 'undecided'])
  })
})
