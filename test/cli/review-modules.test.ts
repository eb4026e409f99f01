import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { MODULES_VARIABLE } from '../../src/cli/module-sources.ts'
import { runReview } from '../../src/cli/review.ts'
import { places, writeFiles } from '../adapters/module-sources-places.ts'
import { rolePolicy } from '../e2e/role-policy.ts'
import { gitFixture } from './git-fixture.ts'

const world = places()
const cleanups: (() => void)[] = []
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  for (const cleanup of cleanups.splice(0)) cleanup()
  await world.remove()
})

const calling = (source: string, version: string) =>
  `module "deploy" {\n  source  = "${source}"\n  version = "${version}"\n}\n`

/** A repository whose last commit takes version 1.1.0 of a module in the place of 1.0.0. */
function bumped() {
  const fixture = gitFixture()
  cleanups.push(fixture.remove)
  const base = fixture.commit('First', { 'live/main.tf': calling('acme/role/aws', '1.0.0') })
  const head = fixture.commit('Bump', { 'live/main.tf': calling('acme/role/aws', '1.1.0') })
  return { folder: fixture.folder, base, head }
}

function mirrorOf(versions: Readonly<Record<string, string>>): string {
  const files = Object.entries(versions).map(([version, text]) => [`acme/role/aws/${version}/main.tf`, text] as const)
  const below = files.map(([path, text]) => [`registry.terraform.io/${path}`, text] as const)
  return world.directory(Object.fromEntries(below))
}

async function findingsOf({ folder, base, head }: ReturnType<typeof bumped>) {
  const { result } = await runReview({ repo: folder, base, head })
  return {
    verdict: result.verdict,
    findings: result.findings.map(({ rule, file, startLine }) => `${file}:${startLine} ${rule}`),
  }
}

describe('a review of a bumped module', () => {
  it('compares the two versions that a folder of mirrors holds', async () => {
    const [reads, writes] = [rolePolicy('s3:GetObject'), rolePolicy('s3:GetObject', 's3:PutObject')]
    vi.stubEnv(MODULES_VARIABLE, mirrorOf({ '1.0.0': reads, '1.1.0': writes }))
    expect(await findingsOf(bumped())).toEqual({
      verdict: 'needs-second-human',
      findings: ['live/main.tf:3 access/broader-access'],
    })
    vi.stubEnv(MODULES_VARIABLE, mirrorOf({ '1.0.0': writes, '1.1.0': reads }))
    expect(await findingsOf(bumped())).toEqual({ verdict: 'clear', findings: [] })
  })

  it('is undecided where only one version is installed', async () => {
    vi.stubEnv(MODULES_VARIABLE, '')
    const change = bumped()
    const record = { Key: 'deploy', Source: 'acme/role/aws', Version: '1.1.0', Dir: '.terraform/modules/deploy' }
    writeFiles(join(change.folder, 'live/.terraform/modules'), {
      'modules.json': JSON.stringify({ Modules: [record] }),
      'deploy/main.tf': rolePolicy('s3:GetObject'),
    })
    expect(await findingsOf(change)).toEqual({
      verdict: 'needs-second-human',
      findings: ['live/main.tf:3 access/undecided-access'],
    })
  })
})
