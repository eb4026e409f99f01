import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlanFiles } from '../../src/cli/plan-files.ts'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { allowing, planText } from '../configuration/plan/plan-double.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

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

describe('countersign review with plans', () => {
  let folder: string
  const path = (name: string) => join(folder, name)
  const write = (name: string, text: string | Uint8Array) => {
    mkdirSync(join(path(name), '..'), { recursive: true })
    writeFileSync(path(name), text)
  }
  const run = (...args: readonly string[]) => {
    const trees = ['--base', path('base'), '--head', path('head')]
    return spawnSync(process.execPath, [BIN, 'review', '--repo', folder, ...trees, ...args], { encoding: 'utf8' })
  }
  const state = (action: string) => ({ name: 'reader', policy: allowing(action) })

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-plan-'))
    write('base/main.tf', MODULE)
    write('head/main.tf', `# A comment.\n${MODULE}`)
    const address = 'aws_iam_policy.reader'
    write('before.json', planText([{ address, before: state('s3:GetObject'), after: state('s3:GetObject') }]))
    write('after.json', planText([{ address, before: state('s3:GetObject'), after: state('iam:PassRole') }]))
    write('state.json', '{"format_version":"1.0","values":{}}')
    write('utf16.json', Buffer.from('\ufeff{}', 'utf16le'))
    write('plan.tfplan', 'PK\u0003\u0004')
    write('large.json', ' '.repeat(20_000_001))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is clear with a plan that adds nothing, and names it', () => {
    const { status, stdout, stderr } = run('--plan-head', path('before.json'))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain(`plan of head: ${path('before.json')} (Terraform 1.11.4, 1 resource)`)
  })

  it("tells what head's plan shows beside that of base, in JSON that stands by itself", () => {
    const plans = ['--plan-base', path('before.json'), '--plan-head', path('after.json')]
    const { status, stdout, stderr } = run(...plans, '--format', 'json')
    const { findings } = reviewSchema.parse(JSON.parse(stdout))
    expect(status).toBe(1)
    expect(findings).toMatchObject([
      { kind: 'broadened', file: 'main.tf', startLine: 6, witness: { action: 'iam:PassRole' } },
    ])
    expect(findings[0]?.message).toContain("Terraform's plan")
    expect(stderr).toMatch(/plan of base: .*\nplan of head: /)
  })

  it("refuses base's plan alone as usage", () => {
    const { status, stdout, stderr } = run('--plan-base', path('before.json'))
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
    expect(stderr).toContain('--plan-base is compared with --plan-head')
  })

  it.each([
    ['a missing file', { planHead: 'none.json' }, /none\.json cannot be read/],
    ['a folder', { planHead: 'base' }, /base cannot be read/],
    ['a state', { planHead: 'state.json' }, /not a plan of Terraform.*terraform show -json PLAN/],
    ['a binary plan', { planHead: 'plan.tfplan' }, /own file of a saved plan.*terraform show -json PLAN/],
    ['UTF-16', { planHead: 'utf16.json' }, /has to be UTF-8/],
    ['a file beyond the limit', { planHead: 'large.json' }, /more than 20 MB/],
    ["what is no plan as base's", { planBase: 'state.json', planHead: 'after.json' }, /state\.json/],
  ])('says what is wrong with %s', async (_what, names, message) => {
    const paths = Object.entries(names).map(([option, name]) => [option, path(name)])
    expect(await readPlanFiles(Object.fromEntries(paths))).toEqual({ error: expect.stringMatching(message) })
  })
})
