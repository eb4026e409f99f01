import { describe, expect, it } from 'vitest'
import { flattenText, spansWithin } from '../../../src/core/value/text-origin.ts'
import { LIVE } from './live-tree.ts'
import { inputValue, linesOfSpans, plain, readUnit, symbolOf } from './unit-double.ts'

const APP = 'live/prod/us-east-1/app'
const app = readUnit(LIVE, APP)

describe('a unit of a live repository', () => {
  it('is read without a diagnostic, and says what it read', () => {
    expect(app.diagnostics).toEqual([])
    expect(app.unreadable).toEqual([])
    expect(app.openInputs).toEqual([])
    expect(app.read).toEqual([
      '_envcommon/app.hcl',
      'live/prod/account.hcl',
      'live/prod/us-east-1/app/terragrunt.hcl',
      'live/prod/us-east-1/env.hcl',
      'live/prod/us-east-1/region.hcl',
      'root.hcl',
    ])
    expect(app.includes).toEqual(['root.hcl', '_envcommon/app.hcl'])
  })

  it('has the inputs of all files, merged as each include says', () => {
    expect(plain(app.inputs)).toEqual({
      aws_account_id: '111122223333',
      aws_region: 'us-east-1',
      name: 'app-prod',
      vpc_id: '<dependency.vpc.outputs.vpc_id>',
      tags: { env: 'prod', team: 'payments' },
      actions: ['s3:GetObject', 's3:PutObject'],
      replicas: 3,
      env: 'prod',
    })
  })

  it('runs the module that its source names, from the unit, wherever that is written', () => {
    expect(plain(app.source)).toBe('../../../../modules//app?ref=v1')
    expect(app.module).toEqual({ kind: 'local', directory: 'modules/app' })
    const vpc = readUnit(LIVE, 'live/prod/us-east-1/vpc')
    expect(vpc.module.kind).toBe('remote')
    expect(plain(vpc.source)).toBe('git::https://git.example.com/modules.git//vpc?ref=v2.1.0')
  })

  it('gives the files that are generated, with their places', () => {
    const [provider, backend] = app.generated
    expect(provider?.repositoryPath).toBe(`${APP}/provider.tf`)
    expect(plain(provider?.contents)).toBe(
      'provider "aws" {\n  region = "us-east-1"\n  allowed_account_ids = ["111122223333"]\n}\n',
    )
    const contents = provider?.contents
    if (contents?.kind !== 'text') throw new Error('the contents are a text')
    const flat = flattenText(contents)
    const at = flat.text.indexOf('111122223333')
    expect(linesOfSpans(LIVE, spansWithin(flat, at, at + 12, 'edges'))).toContain('live/prod/account.hcl:2')
    expect(backend?.repositoryPath).toBe(`${APP}/backend.tf`)
    expect(plain(backend?.contents)).toBe(
      'terraform {\n  backend "s3" {\n    bucket = "state-111122223333"\n' +
        `    key = "${APP}/terraform.tfstate"\n    region = "us-east-1"\n  }\n}\n`,
    )
  })

  it('tells whose access it has, and what it depends on', () => {
    expect(plain(app.identity.get('iam_role'))).toBe('arn:aws:iam::111122223333:role/deploy')
    expect(app.dependencies.map(({ name, directory }) => [name, directory])).toEqual([
      ['vpc', 'live/prod/us-east-1/vpc'],
    ])
  })

  it('remembers where each input was written, through locals and files', () => {
    const lines = (name: string) => linesOfSpans(LIVE, inputValue(app, name)?.spans ?? [])
    expect(lines('replicas')).toEqual([`${APP}/terragrunt.hcl:12`])
    expect(lines('aws_account_id')[0]).toBe('live/prod/account.hcl:2')
    expect(lines('env')).toEqual(['live/prod/us-east-1/env.hcl:2', '_envcommon/app.hcl:3', `${APP}/terragrunt.hcl:13`])
    const actions = inputValue(app, 'actions')
    const items = actions?.kind === 'list' ? actions.items : []
    expect(items.map((item) => linesOfSpans(LIVE, item.spans)[0])).toEqual([
      '_envcommon/app.hcl:24',
      `${APP}/terragrunt.hcl:18`,
    ])
  })

  it('never takes a mock for an output, and tells the outputs of two units apart', () => {
    const mocked = LIVE['_envcommon/app.hcl']?.replace('vpc-mock', 'vpc-other') ?? ''
    const moved = LIVE['_envcommon/app.hcl']?.replace('"../vpc"', '"../vpc2"') ?? ''
    const output = (text: string) => symbolOf(readUnit({ ...LIVE, '_envcommon/app.hcl': text }, APP), 'vpc_id')
    expect(output(mocked)).toBe(symbolOf(app, 'vpc_id'))
    expect(output(moved)).not.toBe(symbolOf(app, 'vpc_id'))
  })
})
