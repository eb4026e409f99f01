import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { doctorCommand } from '../../src/cli/doctor.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

const answer = z.object({
  schema: z.literal('countersign.doctor/1'),
  enforced: z.boolean(),
  groups: z.array(
    z.object({
      heading: z.string(),
      findings: z.array(
        z.object({ id: z.string(), severity: z.string(), title: z.string(), detail: z.string(), fix: z.string() }),
      ),
    }),
  ),
})

type Variables = Readonly<Record<string, string | undefined>>

async function doctor(variables: Variables, ...args: readonly string[]) {
  let stdout = ''
  let code: number | undefined
  const sink = {
    write: (text: string) => {
      stdout += text
      return true
    },
    once: () => undefined,
  }
  const streams = {
    stdin: process.stdin,
    stdout: sink,
    stderr: sink,
    setExitCode: (exit: number) => {
      code = exit
    },
  }
  await doctorCommand({ streams, variables }).parseAsync([...args], { from: 'user' })
  return { stdout, code }
}

async function asked(variables: Variables, ...args: readonly string[]) {
  const { stdout, code } = await doctor(variables, '--format', 'json', ...args)
  const { enforced, groups } = answer.parse(JSON.parse(stdout))
  const findings = groups.flatMap(({ findings: each }) => each)
  return {
    code,
    enforced,
    groups,
    broken: findings.filter(({ severity }) => severity === 'broken').map(({ id }) => id),
    findings,
  }
}

describe('countersign doctor', () => {
  let github: GitHub
  let variables: Variables
  beforeAll(async () => {
    github = await startGitHub({ app: { events: EVENTS } })
    variables = {
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: 'http',
      DATA_DIR: import.meta.dirname,
    }
    // Whether it can be reached does not matter: nothing is sent there by these tests.
    github.deliverTo('https://countersign.example.com/api/github/webhooks')
    const infra = await github.repository('acme/infra', { files: { 'main.tf': 'a = 1\n' } })
    infra.addRuleset({ rules: [requiring({ context: 'countersign', integration_id: github.app.id })] })
    const open = await github.repository('acme/open', { files: { '.github/workflows/tf.yml': APPLIES } })
    open.addRuleset({ rules: [requiring({ context: 'countersign' })] })
  })
  afterAll(() => github.stop())

  it('exits 0 where the branch requires the check from this app', async () => {
    const { code, enforced, broken, groups } = await asked(variables, '--repo', 'acme/infra')
    expect({ code, enforced, broken }).toEqual({ code: 0, enforced: true, broken: [] })
    expect(groups.map(({ heading }) => heading)).toEqual([
      'This machine',
      'The app',
      'Webhooks',
      'Installation on acme',
      'Organisation',
      'acme/infra, branch main',
      'Pipelines',
    ])
  })

  it('exits 1 where anybody may set the check, or a workflow applies before the merge', async () => {
    const { code, enforced, broken } = await asked(variables, '--repo', 'acme/open')
    expect({ code, enforced, broken }).toEqual({ code: 1, enforced: false, broken: ['check-bound', 'early-apply'] })
  })

  it('exits 1 where the app is not installed, and where there is no such branch', async () => {
    expect(await asked(variables, '--repo', 'acme/nowhere')).toMatchObject({ code: 1, broken: ['installed'] })
    expect(await asked(variables, '--repo', 'acme/infra', '--branch', 'x')).toMatchObject({
      code: 1,
      broken: ['branch'],
    })
  })

  it('tells of a suspended installation without asking it anything', async () => {
    const installation = github.installation('acme')
    installation.suspendedAt = '2026-11-01T00:00:00Z'
    const result = await asked(variables, '--repo', 'acme/infra')
    installation.suspendedAt = null
    expect(result).toMatchObject({ code: 1, broken: ['suspended'] })
  })

  it('shows every installation where no repository is named, and that the gate was not looked at', async () => {
    const { code, groups } = await asked(variables)
    expect(code).toBe(0)
    expect(groups.map(({ heading }) => heading)).toContain('Installation on acme')
    expect(groups.at(-1)).toMatchObject({ heading: 'The gate', findings: [{ severity: 'not-visible' }] })
  })

  it('exits 1 where GitHub does not take the key', async () => {
    expect(await asked({ ...variables, APP_ID: '5' }, '--repo', 'acme/infra')).toMatchObject({
      code: 1,
      broken: ['app-key'],
    })
  })

  it('exits 2 where GitHub does not answer, and still tells of this machine', async () => {
    github.faults.fail('apps/get-authenticated', 503, { times: 4 })
    const { code, enforced, findings } = await asked(variables, '--repo', 'acme/infra')
    expect({ code, enforced }).toEqual({ code: 2, enforced: false })
    expect(findings.find(({ id }) => id === 'app-key')).toMatchObject({
      severity: 'not-visible',
      fix: expect.stringContaining(github.baseUrl),
    })
  })

  it('exits 2 without credentials, and tells what it could look at without showing a secret', async () => {
    const secret = 'a-password-of-nobody'
    const { code, findings, broken } = await asked({ DATABASE_URL: `postgres://u:${secret}@127.0.0.1:1/x` })
    expect({ code, broken }).toEqual({ code: 2, broken: ['environment', 'environment', 'environment', 'storage'] })
    expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['node', 'git']))
    expect(JSON.stringify(findings)).not.toContain(secret)
  })

  it('says so where the data directory cannot be made', async () => {
    const inFile = { ...variables, DATA_DIR: `${import.meta.filename}/data` }
    expect(await asked(inFile, '--repo', 'acme/infra')).toMatchObject({ code: 1, broken: ['storage'] })
  })

  it('names a workflow that is too long to be read', async () => {
    const long = { '.github/workflows/long.yml': `# ${'x'.repeat(300_000)}\n` }
    await github.repository('acme/long', { files: long })
    const { findings } = await asked(variables, '--repo', 'acme/long')
    expect(findings).toContainEqual(
      expect.objectContaining({ id: 'early-apply', detail: 'Not visible: not read: .github/workflows/long.yml.' }),
    )
  })

  it('prints each finding with its mark and its way out, in lines that can be read', async () => {
    const { stdout } = await doctor(variables, '--repo', 'acme/open')
    expect(stdout).toContain('\n  ✗ main takes the check countersign from anybody\n')
    expect(stdout).toMatch(
      /\n {6}→ Choose Countersign as the source of the check:\n {8}http:\/\/\S+\/acme\/open\/settings\/rules\/\d+\n/,
    )
    expect(stdout).toMatch(/\nThe gate is not secured: 2 broken/)
    expect(stdout.includes('\u001b')).toBe(false)
    expect(stdout.split('\n').filter((line) => line.length > 100 && line.includes(' http'))).toEqual([])
  })

  it.each([
    ['a repository without an owner', ['--repo', 'infra']],
    ['a branch of no repository', ['--branch', 'main']],
    ['another format', ['--format', 'xml']],
  ])('exits 64 on %s', (_what, args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'doctor', ...args], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
    expect(stderr).toContain('error:')
  })

  it('asks for nothing that GitHub does not allow', () => {
    expect(github.violations).toEqual([])
  })
})

const APPLIES = 'on: pull_request\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: terraform apply\n'

const EVENTS = [
  'pull_request',
  'pull_request_review',
  'check_run',
  'check_suite',
  'merge_group',
  'push',
  'repository',
  'member',
  'membership',
  'team',
  'organization',
]

function requiring(check: { readonly context: string; readonly integration_id?: number }) {
  const parameters = { strict_required_status_checks_policy: false, required_status_checks: [check] }
  return { type: 'required_status_checks', parameters }
}
