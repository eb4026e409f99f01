import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { type BacktestJson, backtestSchema } from '../../src/core/report/backtest-schema.ts'
import { type GitFixture, gitFixture } from './git-fixture.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

/** A terminal escape, markup, and a mark that turns the direction of what follows. */
const HOSTILE = 'Widen \u001b[2J<script>alert(1)</script> & "quotes" \u202e'

/** Runs `countersign backtest` as a user does. */
export function backtest(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'backtest', ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Likewise, what it answers as JSON. */
export function backtestAsJson(...args: readonly string[]): BacktestJson {
  const { status, stdout, stderr } = backtest(...args, '--format', 'json')
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`)
  return backtestSchema.parse(JSON.parse(stdout))
}

export interface History {
  readonly repo: GitFixture
  /** The commits of the history's changes, by what they are. */
  readonly changes: Readonly<Record<'docs' | 'widened' | 'narrowed' | 'opened' | 'undecided', string>>
}

/** A repository whose first-parent history is a root commit and five changes, three of them merges. */
export function historyFixture(): History {
  const repo = gitFixture()
  repo.commit('Start', { 'policies/reader.json': policy('s3:GetObject'), 'README.md': 'One\n' })
  const docs = repo.commit('Say more', { 'README.md': 'Two\n' })
  const merge = (branch: string, message: string, files: Readonly<Record<string, string>>) => {
    repo.git('checkout', '--quiet', '-b', branch)
    repo.commit(`First step of ${branch}`, files)
    repo.commit(`Second step of ${branch}`, { 'notes.md': branch })
    repo.git('checkout', '--quiet', 'main')
    repo.git('merge', '--quiet', '--no-ff', '--message', message, branch)
    return repo.git('rev-parse', 'HEAD')
  }
  const widened = merge('widen', HOSTILE, { 'policies/reader.json': policy('s3:GetObject', 's3:PutObject') })
  const narrowed = repo.commit('Narrow', { 'policies/reader.json': policy('s3:GetObject') })
  const opened = merge('open', 'Open the port', { 'network.tf': ingress('0.0.0.0/0') })
  const undecided = merge('vary', 'Vary the bucket', { 'bucket.tf': bucketPolicy() })
  return { repo, changes: { docs, widened, narrowed, opened, undecided } }
}

/** Waivers of two resources are written, and then one of these gets more access; both have ended in April 2026. */
export function waivedHistory(): GitFixture {
  const repo = gitFixture()
  const waiver = (name: string) =>
    `  - { rule: access/broader-access, resource: aws_iam_role_policy.${name}, reason: A job, approver: carol, until: 2026-03-31 }\n`
  const app = (...actions: readonly string[]) =>
    `resource "aws_iam_role_policy" "app" {\n  role   = "app"\n  policy = ${JSON.stringify(policy(...actions))}\n}\n`
  repo.commit('Start', { 'main.tf': app('s3:GetObject') })
  repo.commit('Accept', { '.github/countersign.yml': `version: 1\nwaivers:\n${waiver('app')}${waiver('web')}` })
  repo.commit('Widen', { 'main.tf': app('s3:GetObject', 's3:PutObject') })
  return repo
}

function policy(...actions: readonly string[]): string {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::reports/*' }]
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`
}

function ingress(cidr: string): string {
  return `resource "aws_security_group" "web" {
  ingress {
    from_port   = 8443
    to_port     = 8443
    protocol    = "tcp"
    cidr_blocks = ["${cidr}"]
  }
}
`
}

function bucketPolicy(): string {
  return `data "external" "policy" {
  program = ["./policy"]
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = "reports"
  policy = data.external.policy.result.document
}
`
}
