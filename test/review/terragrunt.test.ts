import { describe, expect, it } from 'vitest'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { compare, type Files, told } from './terragrunt-double.ts'

/** A module that lets a user do an action, by default only reading. */
const APP = `variable "action" {
  default = "s3:GetObject"
}

resource "aws_iam_user_policy" "reader" {
  name   = "reader"
  user   = "reporting"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.action, Resource = "*" }] })
}
`
const unit = (source: string, inputs = '', more = '') =>
  `terraform {\n  source = "${source}"\n${more}}\n\ninputs = {\n${inputs}}\n`
const LOCAL = '../../modules/app'
const remote = (ref: string, inputs = '') => unit(`git::https://git.example.com/modules.git//app?ref=${ref}`, inputs)
const input = (action: string) => `  action = "${action}"\n`
const UNIT = 'live/app/terragrunt.hcl'
const POLICY = 'live/app: aws_iam_user_policy.reader'
const tree = (text: string, more: Files = {}): Files => ({ 'modules/app/main.tf': APP, ...more, [UNIT]: text })

describe('the module of a unit', () => {
  const refs = { v1: { 'app/main.tf': APP }, v2: { 'app/main.tf': APP.replace('"s3:GetObject"', '"s3:*"') } }

  it('is decided by the content of both versions where both can be read', async () => {
    const result = await compare({ [UNIT]: remote('v1') }, { [UNIT]: remote('v2') }, { refs })
    expect(told(result)).toEqual([`granted ${POLICY} ${UNIT}:2`])
  })

  it('is undecided where only one side can read it, and nothing of it looks new', async () => {
    const result = await compare({ [UNIT]: remote('v0') }, { [UNIT]: remote('v2') }, { refs })
    expect(told(result)).toEqual([`undecided live/app: module ${UNIT}:2`])
  })

  it('says nothing where nobody can read it and nothing that speaks of access changes', async () => {
    const result = await compare({ [UNIT]: remote('v0') }, { [UNIT]: remote('v0', '  replicas = 3\n') })
    expect(told(result)).toEqual([])
  })

  it('is undecided by an input that speaks of access, at that input', async () => {
    const [base, head] = ['s3:GetObject', 's3:*'].map((action) => ({ [UNIT]: remote('v0', input(action)) }))
    expect(told(await compare(base ?? {}, head ?? {}))).toEqual([`undecided live/app: module ${UNIT}:6`])
  })

  it('is compared with the one before where it moves to another directory', async () => {
    const moved = { 'modules/app-2/main.tf': APP.replace('"s3:GetObject"', '["s3:GetObject", "s3:PutObject"]') }
    const result = await compare(tree(unit(LOCAL), moved), tree(unit('../../modules/app-2'), moved))
    expect(told(result)).toEqual([`granted ${POLICY} ${UNIT}:2`])
    expect(result.facts).toMatchObject([{ regions: [{ actions: ['s3:PutObject'] }] }])
  })

  it('is told once, by the units that deploy it', async () => {
    const whole = `terraform {\n  backend "s3" {}\n}\n\nprovider "aws" {\n  region = "eu-central-1"\n}\n\n${APP}`
    const wide = whole.replace('"s3:GetObject"', '"s3:*"')
    const units = { 'live/other/terragrunt.hcl': unit(LOCAL) }
    const result = await compare(
      { ...tree(unit(LOCAL), units), 'modules/app/main.tf': whole },
      { ...tree(unit(LOCAL), units), 'modules/app/main.tf': wide },
    )
    const both = `${POLICY}, live/other: aws_iam_user_policy.reader`
    expect(told(result)).toEqual([`granted ${both} modules/app/main.tf:10`])
  })

  it('stays a root where it was one before a unit came', async () => {
    const decoy = unit(LOCAL, input('s3:GetObject'))
    const result = await compare(
      { 'modules/app/main.tf': APP },
      { [UNIT]: decoy, 'modules/app/main.tf': APP.replace('"s3:GetObject"', '"s3:*"') },
    )
    expect(told(result)).toContain('granted aws_iam_user_policy.reader modules/app/main.tf:2')
  })
})

describe('the variables of a unit', () => {
  const WIDE = 'action = "s3:*"\n'
  const flag = (action: string) =>
    `  extra_arguments "x" {\n    commands  = ["apply"]\n    arguments = ["-var", "action=${action}"]\n  }\n`

  it.each<[string, Files, Files, readonly string[]]>([
    ['inputs over defaults', tree(unit(LOCAL)), tree(unit(LOCAL, input('s3:*'))), [`granted ${POLICY} ${UNIT}:6`]],
    ['no null input', tree(unit(LOCAL)), tree(unit(LOCAL, '  action = null\n')), []],
    [
      'files over inputs',
      tree(unit(LOCAL, input('s3:GetObject'))),
      tree(unit(LOCAL, input('s3:GetObject')), { 'live/app/terraform.tfvars': WIDE }),
      [`granted ${POLICY} live/app/terraform.tfvars:1`],
    ],
    [
      'the command line over files',
      tree(unit(LOCAL, '', flag('s3:GetObject')), { 'live/app/terraform.tfvars': WIDE }),
      tree(unit(LOCAL, '', flag('s3:PutObject')), { 'live/app/terraform.tfvars': WIDE }),
      [`granted ${POLICY} ${UNIT}:5`],
    ],
    [
      'anything where inputs are not known',
      tree(unit(LOCAL, input('s3:GetObject'))),
      tree(`terraform {\n  source = "${LOCAL}"\n}\n\ninputs = jsondecode(get_env("INPUTS"))\n`),
      [`undecided ${POLICY} ${UNIT}:5`],
    ],
  ])('are %s', async (_what, base, head, expected) => {
    expect(told(await compare(base, head))).toEqual(expected)
  })
})

describe('the configuration of units', () => {
  const include = `include {\n  path = find_in_parent_folders("root.hcl")\n}\n\n${unit(LOCAL)}`

  it('is found again where a nearer file comes', async () => {
    const base = tree(include, { 'root.hcl': 'inputs = {}\n' })
    const result = await compare(base, { ...base, 'live/root.hcl': `inputs = {\n${input('s3:*')}}\n` })
    expect(told(result)).toEqual([`granted ${POLICY} live/root.hcl:2`])
    expect(result.governed).toMatchObject([{ path: 'live/root.hcl', format: 'terragrunt' }])
  })

  it('may generate resources, which stand where they are written', async () => {
    const generate = `generate "extra" {\n  path      = "extra.tf"\n  if_exists = "overwrite"\n  contents  = <<EOF\n${APP.replace('"reader" {', '"extra" {').replace('variable "action"', 'variable "other"').replace('var.action', '"sqs:*"')}EOF\n}\n`
    const base = tree(include, { 'root.hcl': 'inputs = {}\n' })
    const result = await compare(base, { ...base, 'root.hcl': `inputs = {}\n${generate}` })
    expect(told(result)).toEqual(['granted live/app: aws_iam_user_policy.extra root.hcl:13'])
  })

  it('reaches units through a parent that is no unit itself', async () => {
    const child = include.replace('"root.hcl"', '')
    const base = tree(child, { 'terragrunt.hcl': 'inputs = {}\n' })
    const result = await compare(base, { ...base, 'terragrunt.hcl': `inputs = {\n${input('s3:*')}}\n` })
    expect(told(result)).toEqual([`granted ${POLICY} terragrunt.hcl:2`])
  })

  it('holds what is written in JSON, and files that nothing reads', async () => {
    const json = { 'live/json/terragrunt.hcl.json': '{"inputs": {"a": 1}}' }
    const result = await compare(tree(include), { ...tree(include), ...json, 'terragrunt.old.hcl': 'inputs = {}\n' })
    expect(told(result)).toEqual(
      expect.arrayContaining([
        'undecided live/json: live/json/terragrunt.hcl.json live/json/terragrunt.hcl.json:1',
        'undecided terragrunt.old.hcl terragrunt.old.hcl:1',
      ]),
    )
  })

  it('is read once: a change of one unit reads what it needs and nothing else', async () => {
    const units = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`live/unit-${index}/terragrunt.hcl`, include]),
    )
    const base = tree(include, { ...units, 'root.hcl': 'inputs = {}\n' })
    const memory = terraformMemory()
    await compare(base, { ...base, 'README.md': 'One' }, { memory })
    const read = new Set<string>()
    const onRead = (path: string) => read.add(path)
    const head = { ...base, [UNIT]: include.replace('inputs = {\n', `inputs = {\n${input('s3:*')}`) }
    const result = await compare(base, head, { memory, onRead })
    expect(told(result)).toEqual([`granted ${POLICY} ${UNIT}:10`])
    expect([...read].sort()).toEqual([UNIT, 'modules/app/main.tf', 'root.hcl'])
  })

  it('decides with whose access Terraform runs, and what is run with it', async () => {
    const variables =
      '  extra_arguments "as" {\n    commands = ["apply"]\n    env_vars = { AWS_PROFILE = "admin" }\n  }\n'
    const told1 = told(await compare(tree(unit(LOCAL)), tree(unit(LOCAL, '', variables))))
    expect(told1).toEqual([`undecided live/app: env_vars.AWS_PROFILE ${UNIT}:5`])
    const binary = `${unit(LOCAL)}terraform_binary = "./terraform.sh"\n`
    const told2 = told(await compare(tree(unit(LOCAL)), tree(binary)))
    expect(told2).toEqual([`undecided live/app: terraform_binary ${UNIT}:7`])
  })

  it('changes with the script that it takes a value from', async () => {
    const text = unit(LOCAL, '  action = run_cmd("./action.sh")\n')
    const [base, head] = ['echo one', 'echo two'].map((script) => tree(text, { 'live/app/action.sh': script }))
    expect(told(await compare(base ?? {}, head ?? {}))).toMatchObject([expect.stringMatching(/^undecided live\/app/)])
  })

  it('says who may read the state, and not where in it a unit is', async () => {
    const state = (bucket: string, key: string) =>
      `${unit(LOCAL)}remote_state {\n  backend = "s3"\n  config = {\n    bucket = "${bucket}"\n    key    = "${key}"\n  }\n}\n`
    const base = tree(state('ours', 'app'))
    expect(told(await compare(base, tree(state('ours', 'application'))))).toEqual([])
    expect(told(await compare(base, tree(state('theirs', 'app'))))).toEqual([
      `undecided live/app: remote_state ${UNIT}:10`,
    ])
  })
})
