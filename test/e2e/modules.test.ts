import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()
const COLLABORATORS = { alice: 'write', bob: 'write' } as const

describe('a pull request that bumps a module in another repository of the installation', () => {
  it('is held for what exactly the new version grants, on the line of the ref', async () => {
    await published('bump', [rolePolicy('s3:GetObject'), rolePolicy('s3:GetObject', 's3:PutObject')])
    const run = await (await bumped('bump')).concluded()
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
    expect(run.annotations.map(({ path, start_line, title }) => [path, start_line, title])).toEqual([
      ['live/main.tf', 2, expect.stringContaining('s3:PutObject on arn:aws:s3:::acme-logs/*')],
    ])
    expect(run.summary).toContain('`live/main.tf:2`')
  })

  it('succeeds where the new version changes nothing in access', async () => {
    const policy = rolePolicy('s3:GetObject')
    await published('same', [policy, `# Reworded\n${policy}\noutput "name" {\n  value = "deploy"\n}\n`])
    const run = await (await bumped('same')).concluded()
    expect([run.conclusion, run.annotations]).toEqual(['success', []])
  })

  it('succeeds where the new version narrows access', async () => {
    await published('narrowed', [rolePolicy('s3:GetObject', 's3:PutObject'), rolePolicy('s3:GetObject')])
    const run = await (await bumped('narrowed')).concluded()
    expect(run.conclusion).toBe('success')
  })
})

describe('a pull request that bumps a module that cannot be read', () => {
  it('is held as undecided, and names the module', async () => {
    await github().repository('elsewhere/modules', { files: { 'role/main.tf': rolePolicy('s3:*') } })
    const run = await (await bumped('unread', 'elsewhere/modules')).concluded()
    expect(run.conclusion).toBe('action_required')
    const [annotation] = run.annotations
    expect([annotation?.path, annotation?.start_line]).toEqual(['live/main.tf', 2])
    expect(run.summary).toContain('module.deploy')
    const [line] = (run.summary ?? '').split('\n').filter((each) => each.includes('elsewhere/modules'))
    expect(line?.replaceAll('`', '')).toContain(`${github().host}/elsewhere/modules cannot be read from here`)
    expect(run.summary).not.toContain('s3:')
  })

  it('because the new version does not exist is held as well', async () => {
    await published('gone', [rolePolicy('s3:GetObject')])
    const run = await (await bumped('gone')).concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('names no branch, tag or commit that is there')
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

/** The module repository of an owner, with a tag for each version: `v1.0.0`, `v1.1.0`. */
async function published(owner: string, versions: readonly string[]): Promise<void> {
  const repository = await github().repository(`${owner}/modules`)
  for (const [minor, text] of versions.entries()) {
    await repository.push('main', { files: { 'role/main.tf': text } })
    await repository.repository.git.setRef(`refs/tags/v1.${minor}.0`, await repository.sha())
  }
}

/** Alice asks to take the module's next version. */
async function bumped(owner: string, modules = `${owner}/modules`) {
  const calling = (version: string) => ({
    'live/main.tf': `module "deploy" {\n  source = "git::http://${github().host}/${modules}.git//role?ref=${version}"\n}\n`,
  })
  const repository = await github().repository(`${owner}/infra`, {
    files: calling('v1.0.0'),
    collaborators: COLLABORATORS,
  })
  return repository.openPull({ author: 'alice', branch: 'bump', commits: [{ files: calling('v1.1.0') }] })
}
