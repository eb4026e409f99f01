import { describe, expect, it } from 'vitest'
import type { CommitOptions } from '../github/acts/commit-options.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { RepositoryHandle, RepositoryOptions } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { gate, previewed, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`
const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}\n'
const MODULE_CALL = 'terraform {\n  backend "s3" {}\n}\n\nmodule "roles" {\n  source = "./modules/roles"\n}\n'
const submodule = (sha: string) => ({ mode: '160000', content: sha.repeat(40) }) as const
const link = (content: string) => ({ mode: '120000', content }) as const

type Files = NonNullable<RepositoryOptions['files']>

describe('content that is not in the repository is undecided, and holds:', () => {
  it.each<[string, Files, Files, RegExp]>([
    [
      'a module that is a submodule, moved to another commit',
      { 'main.tf': MODULE_CALL, 'modules/roles': submodule('a') },
      { 'modules/roles': submodule('b') },
      /submodule/,
    ],
    [
      'a module that becomes a submodule',
      { 'main.tf': MODULE_CALL, 'modules/roles/main.tf': READS['main.tf'] },
      { 'modules/roles': submodule('b') },
      /submodule|modules\/roles/,
    ],
    ['a policy that becomes a Git LFS pointer', { 'policy.json': POLICY }, { 'policy.json': POINTER }, /Git LFS/],
    ['Terraform that becomes a Git LFS pointer', READS, { 'main.tf': POINTER }, /Git LFS/],
    [
      'Terraform that becomes a link out of the repository',
      READS,
      { 'main.tf': link('/etc/main.tf') },
      /symbolic link/,
    ],
    [
      'a policy that becomes a link out of the repository',
      { 'policy.json': POLICY },
      { 'policy.json': link('../../policy.json') },
      /symbolic link/,
    ],
  ])('%s', async (title, files, changed, reason) => {
    const { pull } = await opened(
      `not-here/${title}`,
      { files },
      { files: changed, delete: replacedBy(files, changed) },
    )
    const run = await pull.concluded()
    expect([run.conclusion, run.title]).toEqual(['action_required', expect.stringContaining('Held')])
    expect(run.summary).toContain('### What was not analysed')
    expect(run.summary?.split('### What was not analysed')[1]).toMatch(reason)
  })

  it('a file that is larger than what is read of one', async () => {
    const large = `# ${'x'.repeat(100)}\n`.repeat(60_000)
    const { pull } = await opened(
      'not-here/large',
      { files: READS },
      { files: { 'main.tf': `${READS['main.tf']}${large}` } },
    )
    const run = await pull.concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toMatch(/`main\.tf:1` `main\.tf` has `\d+` bytes/)
  })
})

describe('a link', () => {
  it('to a file of the repository is read as that file, at which what is gained is told', async () => {
    const files = { 'live/main.tf': link('../shared/main.tf'), 'shared/main.tf': READS['main.tf'] }
    const { pull } = await opened(
      'links/followed',
      { files },
      { files: { 'shared/main.tf': READS_AND_WRITES['main.tf'] } },
    )
    const run = await pull.concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.annotations.map(({ path }) => path)).toEqual(['shared/main.tf'])
  })
})

describe('a tree that GitHub cuts', () => {
  it('is walked folder by folder: what is widened deep inside is found at its line', async () => {
    const deep = 'live/eu/prod/roles/main.tf'
    const others = Object.fromEntries(['a', 'b', 'c'].map((name) => [`live/eu/${name}/notes.md`, `${name}\n`]))
    const before = github().settings.treeEntryLimit
    github().settings.treeEntryLimit = 6
    try {
      const files = { ...others, [deep]: READS['main.tf'] }
      const { pull } = await opened('cut/deep', { files }, { files: { [deep]: READS_AND_WRITES['main.tf'] } })
      const run = await pull.concluded()
      expect(run.conclusion).toBe('action_required')
      expect(run.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toEqual([`${deep}:9`])
    } finally {
      github().settings.treeEntryLimit = before
    }
  })
})

describe('a draft', () => {
  it('is examined and held as any other, and again when it is ready', async () => {
    const repository = await repositoryOf('drafts/held')
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'change',
      draft: true,
      commits: [{ files: READS_AND_WRITES }],
    })
    expect((await pull.concluded()).conclusion).toBe('action_required')
    const ready = await verdictAfter({ repository, pull }, () => pull.setDraft(false))
    expect(ready.conclusion).toBe('action_required')
  })
})

describe('a pull request onto another base branch', () => {
  it('is examined against the new one before anything that was green before is used', async () => {
    const repository = await repositoryOf('bases/retargeted')
    await repository.setBranch('release', await repository.sha())
    gate(github(), repository, 'release')
    await repository.push('main', { files: READS_AND_WRITES })
    const commits = [{ files: { 'README.md': '# Nothing\n' } }]
    const pull = await repository.openPull({ author: 'alice', branch: 'change', commits })
    expect((await pull.concluded()).conclusion).toBe('success')
    const run = await verdictAfter({ repository, pull }, () => pull.retarget('release'))
    // The branch brings along what main has and release has not.
    expect(run.conclusion).toBe('action_required')
    const back = await verdictAfter({ repository, pull }, () => pull.retarget('main'))
    expect(back.conclusion).toBe('success')
  })

  it('is not held for what others have landed there meanwhile', async () => {
    const { repository, pull } = await opened(
      'bases/moved',
      { files: READS },
      { files: { 'README.md': '# Nothing\n' } },
    )
    expect((await pull.concluded()).conclusion).toBe('success')
    await repository.push('main', { files: READS_AND_WRITES })
    const run = await verdictAfter({ repository, pull }, () => pull.rerequest())
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change touches no governed file'])
  })
})

describe('a force-push', () => {
  it('is examined for what the branch holds now, and an approval of before counts for nothing', async () => {
    const { repository, pull } = await opened('pushes/forced', { files: READS }, { files: READS_AND_WRITES })
    await pull.concluded((run) => run.conclusion === 'action_required')
    const approved = await verdictAfter({ repository, pull }, () => pull.approve('bob'))
    expect(approved.conclusion).toBe('success')
    const forced = await verdictAfter({ repository, pull }, () => pull.forcePush({ files: READS_AND_DELETES }))
    expect(forced.conclusion).toBe('action_required')
    expect(forced.summary).toContain('s3:DeleteObject')
    const harmless = await verdictAfter({ repository, pull }, () =>
      pull.forcePush({ files: { 'README.md': '# Hi\n' } }),
    )
    expect(harmless.conclusion).toBe('success')
  })
})

describe('a merge of the base branch into a pull request', () => {
  it('adds nothing to it, however much was landed there', async () => {
    const { repository, pull } = await opened('merges/update', { files: READS }, { files: { 'README.md': '# Hi\n' } })
    await pull.concluded()
    await repository.push('main', { files: { 'other/main.tf': rolePolicy('*') } })
    const run = await verdictAfter({ repository, pull }, () => pull.updateBranch())
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change touches no governed file'])
  })

  it('that says something else than the base branch is held for the difference', async () => {
    const { repository, pull } = await opened('merges/evil', { files: READS }, { files: { 'README.md': '# Hi\n' } })
    await pull.concluded()
    const tip = await repository.push('main', { files: { 'other/main.tf': READS['main.tf'] } })
    const merge = {
      message: 'Merge branch main',
      merges: [tip],
      files: { 'other/main.tf': READS_AND_DELETES['main.tf'] },
    }
    const run = await verdictAfter({ repository, pull }, () => pull.push(merge))
    expect(run.conclusion).toBe('action_required')
    expect(run.annotations.map(({ path }) => path)).toContain('other/main.tf')
  })
})

describe('a pull request onto a branch that requires no check', () => {
  it('is looked at for its own part, and held for what it brings along once it goes onto the default branch', async () => {
    const { repository, pull: below } = await opened('stacks/two', { files: READS }, { files: READS_AND_WRITES })
    await below.concluded((run) => run.conclusion === 'action_required')
    await repository.setBranch('above', below.headSha, { by: 'alice' })
    const options = { author: 'alice', branch: 'above', base: 'change' }
    const above = await repository.openPull({ ...options, commits: [{ files: { 'README.md': '# Hi\n' } }] })
    expect((await previewed(github(), above)).conclusion).toBe('success')
    const run = await verdictAfter({ repository, pull: above }, () => above.retarget('main'))
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('s3:PutObject')
  })

  it('is examined again when that branch moves', async () => {
    const { repository, pull: below } = await opened('stacks/moved', { files: READS }, { files: READS_AND_WRITES })
    await below.concluded((run) => run.conclusion === 'action_required')
    await repository.setBranch('above', below.headSha, { by: 'alice' })
    const options = { author: 'alice', branch: 'above', base: 'change' }
    const above = await repository.openPull({ ...options, commits: [{ files: READS_AND_DELETES }] })
    const before = await previewed(github(), above)
    expect([before.conclusion, before.title]).toEqual(['neutral', 'Preview: Held: 1 finding needs a second human'])
    expect(before.summary).toContain('`change` neither is the default branch nor requires the check')
    await below.push({ files: READS })
    const moved = () => above.checkRuns('countersign-preview').find(({ id }) => id > before.id)
    expect((await github().until(moved)).title).toMatch(/^Preview: Held/)
  })

  it('earns nothing green for the default branch, whatever that branch of its own making holds or asks for', async () => {
    const repository = await repositoryOf('bases/own-making')
    const lax = { '.github/countersign.yml': 'version: 1\nmode: advisory\n' }
    await repository.push('mine', { files: { ...READS_AND_WRITES, ...lax } }, { by: 'alice' })
    const options = { author: 'alice', branch: 'evil', base: 'mine' }
    const pull = await repository.openPull({ ...options, commits: [{ files: { 'README.md': '# Nothing\n' } }] })
    expect((await previewed(github(), pull)).conclusion).toBe('success')
    expect(pull.checkRuns()).toEqual([])
    await repository.setBranch('again', pull.headSha, { by: 'alice' })
    const onto = await repository.openPull({ author: 'alice', branch: 'again' })
    expect((await onto.concluded()).conclusion).toBe('action_required')
    expect(onto.checkRuns().map(({ conclusion }) => conclusion)).not.toContain('success')
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

/** Files that make room for a submodule at their folder. */
function replacedBy(files: Files, changed: Files): readonly string[] {
  return Object.keys(files).filter((path) => Object.keys(changed).some((other) => path.startsWith(`${other}/`)))
}

function repositoryOf(name: string, options: RepositoryOptions = {}): Promise<RepositoryHandle> {
  const [owner = '', title = ''] = name.split('/')
  const login = `${owner}-${title.replaceAll(/[^A-Za-z]+/g, '-')}`.slice(0, 60)
  const collaborators = { alice: 'write', bob: 'write' } as const
  return github().repository(`${login}/infra`, { files: READS, collaborators, ...options })
}

async function opened(
  name: string,
  options: RepositoryOptions,
  commit: CommitOptions,
): Promise<{ readonly repository: RepositoryHandle; readonly pull: PullHandle }> {
  const repository = await repositoryOf(name, options)
  return { repository, pull: await repository.openPull({ author: 'alice', branch: 'change', commits: [commit] }) }
}
