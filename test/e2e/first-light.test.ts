import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RepositoryOptions } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { verdictAfter } from './held-pull.ts'
import { FIRST_ACTION_LINE, READS, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()
const AI_TRAILER = 'Co-Authored-By: Claude <noreply@anthropic.com>'

describe('a pull request', () => {
  it('that an AI tool helped to write and that widens access is held, at the lines that do it', async () => {
    const pull = await opened('acme/widened', { message: `Write logs\n\n${AI_TRAILER}`, files: READS_AND_WRITES })
    const held = await pull.concluded()
    expect([held.conclusion, held.title]).toEqual(['action_required', 'Held: 2 findings need a second human'])
    const newAction = FIRST_ACTION_LINE + 1
    expect(held.annotations.map(({ path, start_line, end_line }) => [path, start_line, end_line])).toEqual([
      ['main.tf', newAction, newAction],
      ['main.tf', newAction, newAction],
    ])
    expect(held.annotations.map(({ title }) => title)).toEqual([
      expect.stringContaining('s3:PutObject on arn:aws:s3:::acme-logs/*'),
      expect.stringContaining('Claude Code wrote line 9 of main.tf'),
    ])
    expect(held.summary).toContain('They can: bob.')
  })

  it('shows its check as in progress before anything of it was read', async () => {
    const pull = await opened('acme/in-progress', { files: READS_AND_WRITES })
    await pull.concluded()
    const asked = requestsTo('acme/in-progress')
    const started = asked.findIndex(({ operation }) => operation === 'checks/create')
    expect(bodyOf(asked[started]?.body)).toMatchObject({ name: 'countersign', status: 'in_progress' })
    const read = asked.findIndex(({ operation }) => operation?.startsWith('git/') ?? false)
    expect(read).toBeGreaterThan(started)
    expect(pull.checkRuns().map(({ name, writes }) => [name, writes])).toEqual([['countersign', 2]])
  })

  it('with more findings than GitHub takes at a time gets the verdict first, then every annotation once', async () => {
    const [before, after] = [['s3:GetObject'], ['s3:GetObject', 's3:PutObject']]
    const many = (actions: readonly string[]) =>
      Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`role-${index}/main.tf`, rolePolicy(...actions)]))
    const pull = await opened('acme/many', { files: many(after) }, { files: many(before) })
    const held = await pull.concluded((run) => run.annotations.length >= 64)
    expect(held.title).toBe('Held: 64 findings need a second human')
    await github().settled()
    const writes = requestsTo('acme/many').filter(({ operation }) => operation === 'checks/update')
    const [first, second] = writes.map(({ body }) => bodyOf(body))
    expect([first?.conclusion, first?.output?.annotations.length]).toEqual(['action_required', 50])
    expect([second?.conclusion, second?.output?.annotations.length]).toEqual([undefined, 14])
    const places = pull.checkRun()?.annotations.map(({ path, start_line }) => `${path}:${start_line}`) ?? []
    expect([places.length, new Set(places).size, writes.length]).toEqual([64, 64, 2])
  })

  it('without governed files succeeds at once and says so', async () => {
    const pull = await opened('acme/readme', {
      message: `Explain\n\n${AI_TRAILER}`,
      files: { 'README.md': '# Logs\n' },
    })
    const run = await pull.concluded()
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change touches no governed file'])
    expect(run.annotations).toEqual([])
  })

  it('that narrows access succeeds', async () => {
    const pull = await opened('acme/narrowed', { files: READS }, { files: READS_AND_WRITES })
    const run = await pull.concluded()
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change adds no access'])
  })

  it('with HCL that cannot be read is held, with file and line', async () => {
    const broken = READS['main.tf'].replace('"deploy"\n', '"deploy\n')
    const run = await (await opened('acme/malformed', { files: { 'main.tf': broken } })).concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.annotations.map(({ path, start_line }) => [path, start_line])).toContainEqual(['main.tf', 2])
    expect(run.summary).toMatch(/error at `main\.tf:2:\d+`/)
  })

  it('with JSON that cannot be read is held, with file and line', async () => {
    const broken =
      '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:*" "Resource": "*" }]\n}\n'
    const run = await (await opened('acme/malformed-json', { files: { 'policy.json': broken } })).concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.annotations.map(({ path, start_line }) => [path, start_line])).toContainEqual(['policy.json', 3])
  })

  it('that conflicts with its base is held until the conflict is resolved', async () => {
    const name = 'acme/conflict'
    const repository = await repositoryOf(name)
    const branchedFrom = await repository.sha()
    await repository.push('main', { files: { 'README.md': '# Theirs\n' } })
    await repository.setBranch('change', branchedFrom, { by: 'alice' })
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'change',
      commits: [{ files: { 'README.md': '# Ours\n' } }],
    })
    const held = await pull.concluded()
    expect(held.conclusion).toBe('action_required')
    expect(held.summary).toContain('governance/merge-conflict')
    const resolved = { files: { 'README.md': '# Both\n' }, merges: [await repository.sha()] }
    const run = await verdictAfter({ repository, pull }, () => pull.push(resolved))
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change touches no governed file'])
  })

  it('from a fork is held as any other', async () => {
    const repository = await repositoryOf('acme/forked')
    const fork = await repository.fork('mallory')
    const pull = await repository.openPull({
      author: 'mallory',
      from: fork,
      branch: 'widen',
      commits: [{ files: READS_AND_WRITES }],
    })
    expect((await pull.concluded()).conclusion).toBe('action_required')
  })

  it('that is closed gets no check until it is opened again', async () => {
    const repository = await repositoryOf('acme/closed')
    const options = { author: 'alice', branch: 'change', commits: [{ files: READS_AND_WRITES }] }
    github().webhooks.hold()
    const pull = await repository.openPull(options)
    await pull.close()
    github().webhooks.release()
    const other = await repository.openPull({ ...options, branch: 'other', commits: [{ files: { 'README.md': '' } }] })
    await other.concluded()
    expect(pull.checkRuns()).toEqual([])
    const run = await verdictAfter({ repository, pull }, () => pull.reopen())
    expect(run.conclusion).toBe('action_required')
  })
})

describe('settings', () => {
  const advisory = { '.github/countersign.yml': 'version: 1\nmode: advisory\n' }

  it('that are advisory at the tip of the base branch let the check conclude neutral', async () => {
    const pull = await opened('acme/advisory', { files: READS_AND_WRITES }, { files: { ...READS, ...advisory } })
    const run = await pull.concluded()
    expect([run.conclusion, run.title]).toEqual(['neutral', 'Advisory: 1 finding would need a second human'])
    expect(run.summary).toContain('Read from `.github/countersign.yml` at the tip of the base branch.')
  })

  it('that a pull request brings itself do not judge it', async () => {
    const pull = await opened('acme/own-settings', { files: { ...READS_AND_WRITES, ...advisory } })
    const run = await pull.concluded()
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 2 findings need a second human'])
    expect(run.annotations.map(({ path }) => path).sort()).toEqual(['.github/countersign.yml', 'main.tf'])
  })

  it('are read at the tip of the base branch, not where the branch began', async () => {
    const repository = await repositoryOf('acme/old-settings', { files: { ...READS, ...advisory } })
    const pull = await repository.openPull({ author: 'alice', branch: 'widen', commits: [{ files: READS_AND_WRITES }] })
    expect((await pull.concluded()).conclusion).toBe('neutral')
    const strict = { files: { '.github/countersign.yml': 'version: 1\n' } }
    const run = await verdictAfter({ repository, pull }, () => repository.push('main', strict))
    expect(run.conclusion).toBe('action_required')
  })

  it('under both names hold every change', async () => {
    const both = { '.github/countersign.yml': 'version: 1\n', '.github/countersign.yaml': 'version: 1\n' }
    const pull = await opened('acme/both', { files: { 'README.md': '# Changed\n' } }, { files: { ...READS, ...both } })
    const run = await pull.concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('`.github/countersign.yml` and `.github/countersign.yaml` exist')
  })

  it('that are broken hold every change, with file and line', async () => {
    const broken = { '.github/countersign.yml': 'version: 1\nmode: advsory\n' }
    const pull = await opened(
      'acme/broken',
      { files: { 'README.md': '# Changed\n' } },
      { files: { ...READS, ...broken } },
    )
    const run = await pull.concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.annotations.map(({ path, start_line }) => [path, start_line])).toEqual([['.github/countersign.yml', 2]])
    expect(run.summary).toContain('the strict defaults apply')
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

function repositoryOf(name: string, options: RepositoryOptions = {}) {
  return github().repository(name, { files: READS, collaborators: { alice: 'write', bob: 'write' }, ...options })
}

type Commits = NonNullable<Parameters<Awaited<ReturnType<typeof repositoryOf>>['openPull']>[0]['commits']>

async function opened(name: string, commits: Commits[number] | Commits, options?: RepositoryOptions) {
  const repository = await repositoryOf(name, options)
  return repository.openPull({ author: 'alice', branch: 'change', commits: [commits].flat() })
}

function requestsTo(name: string) {
  return github().requests.filter(({ path }) => path.startsWith(`/repos/${name}/`))
}

const checkBody = z.looseObject({
  status: z.string().optional(),
  conclusion: z.string().optional(),
  output: z.looseObject({ annotations: z.array(z.unknown()) }).optional(),
})

function bodyOf(body = ''): z.infer<typeof checkBody> {
  return checkBody.parse(JSON.parse(body))
}
