import { describe, expect, it } from 'vitest'
import type { Director } from '../../src/core/authorship/authorship.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import { extendSignatures } from '../../src/core/authorship/signatures.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const JANE = { login: 'Jane-Example', id: 501, type: 'User' }
const COPILOT = { login: 'Copilot', id: 198982749, type: 'Bot' }
const BY_COPILOT = commitFacts({
  authorName: 'copilot-swe-agent[bot]',
  authorEmail: '198982749+Copilot@users.noreply.github.com',
  committerName: 'GitHub',
  committerEmail: 'noreply@github.com',
})

function directors(changes: Partial<PullRequestFacts>): readonly Director[] {
  return pullRequestAuthorship({
    author: JANE,
    body: '',
    headRef: 'fix-header',
    commits: [],
    complete: true,
    pushers: [],
    machineUsers: new Set(),
    signatures: SIGNATURES,
    ...changes,
  }).directors
}

/** The bundled signatures, and one of a repository's own. */
function withTool(signature: unknown): PullRequestFacts['signatures'] {
  const nowhere = () => ({ file: '', start: 0, end: 0 })
  const data = [{ id: 'acme', name: 'Acme', signatures: [signature] }]
  return extendSignatures(SIGNATURES, { data, valueAt: nowhere, keyAt: nowhere }).signatures ?? expect.fail('is valid')
}

function identities(changes: Partial<PullRequestFacts>): readonly string[] {
  return directors(changes).map(({ identity }) => identity)
}

describe('the directors of a pull request', () => {
  it('are its author and whoever pushed to it, known from the platform', () => {
    expect(directors({ pushers: [{ login: 'mina', id: 502, type: 'User' }] })).toEqual([
      {
        identity: 'jane-example',
        login: 'Jane-Example',
        id: 501,
        known: 'platform',
        reasons: ['Opened the pull request.'],
      },
      { identity: 'mina', login: 'mina', id: 502, known: 'platform', reasons: ['Pushed to its branch.'] },
    ])
  })

  it('include the owner of the fork that holds its branch: nobody tells who pushes there', () => {
    const [, owner] = directors({ forkOwner: { login: 'mina', id: 502, type: 'User' } })
    expect(owner).toMatchObject({ login: 'mina', known: 'platform', reasons: ['Owns the fork that holds its branch.'] })
    const acme = { login: 'acme', id: 503, type: 'Organization' }
    expect(identities({ forkOwner: acme, pushers: [JANE] })).toEqual(['jane-example'])
  })

  it('include somebody unknown where an organisation owns the fork, until a push to it is on record', () => {
    const forkOwner = { login: 'acme', id: 503, type: 'Organization' }
    const [, unknown] = directors({ forkOwner })
    expect(unknown).toEqual({
      identity: 'somebody of the organisation that owns the fork',
      known: 'text',
      reasons: ['The fork that holds its branch belongs to an organisation, and no push to it is on record.'],
    })
    expect(identities({ forkOwner, pushers: [{ login: 'mina', id: 502, type: 'User' }] })).toEqual([
      'jane-example',
      'mina',
    ])
  })

  it('include somebody unknown where it is not on record who pushed', () => {
    const [, unknown] = directors({ pushersMissing: 'Who pushed some of the commits is not on record.' })
    expect(unknown).toEqual({
      identity: 'somebody who pushed',
      known: 'text',
      reasons: ['Who pushed some of the commits is not on record.'],
    })
    expect(identities({ forkOwner: { login: 'mina', id: 502, type: 'User' } })).toContain(
      'somebody who pushed to the fork',
    )
  })

  it('are every author, committer and co-author of any commit, known from text only', () => {
    const commit = commitFacts({
      committerName: 'Mina Park',
      committerEmail: 'mina@example.com',
      message: 'Fix it\n\nCo-authored-by: Noor <7001+noorh@users.noreply.github.com>\nCo-authored-by: Oskar Lind',
    })
    expect(directors({ author: null, commits: [commit] })).toEqual([
      { identity: 'jane@example.com', known: 'text', reasons: ['Author of 1a2b3c4d5e.'] },
      { identity: 'mina@example.com', known: 'text', reasons: ['Committer of 1a2b3c4d5e.'] },
      { identity: 'noorh', login: 'noorh', id: 7001, known: 'text', reasons: ['Co-author of 1a2b3c4d5e.'] },
      { identity: 'Oskar Lind', known: 'text', reasons: ['Co-author of 1a2b3c4d5e.'] },
    ])
  })

  it('are one person where GitHub maps an address to an account, whatever the role', () => {
    const web = { committerLogin: 'web-flow', committerName: 'GitHub', committerEmail: 'noreply@github.com' }
    const mapped = commitFacts({ authorLogin: 'jane-example', ...web })
    const other = commitFacts({
      sha: 'f'.repeat(40),
      authorName: 'Mina',
      authorEmail: 'mina@example.com',
      committerEmail: 'mina@example.com',
      message: 'Fix it\n\nCo-authored-by: J. Example <JANE@example.com>',
    })
    const [jane, mina] = directors({ commits: [mapped, other] })
    expect(jane).toMatchObject({ identity: 'jane-example', id: 501, known: 'platform' })
    expect(jane?.reasons).toEqual(['Opened the pull request.', 'Author of 1a2b3c4d5e.', 'Co-author of ffffffffff.'])
    expect(mina?.reasons).toEqual(['Author of ffffffffff.', 'Committer of ffffffffff.'])
  })

  it('count the commits that a reason stands for', () => {
    const commits = ['a', 'b', 'c'].map((digit) => commitFacts({ sha: digit.repeat(40) }))
    expect(directors({ author: null, commits })[0]?.reasons).toEqual([
      'Author of aaaaaaaaaa and 2 more commits.',
      'Committer of aaaaaaaaaa and 2 more commits.',
    ])
  })

  it('are never an AI tool, automation, a machine user, or GitHub itself as committer', () => {
    const byBot = commitFacts({
      authorName: 'dependabot[bot]',
      authorEmail: '49699333+dependabot[bot]@users.noreply.github.com',
      committerName: 'GitHub',
      committerEmail: 'noreply@github.com',
      message: 'Bump x\n\nCo-authored-by: Claude <noreply@anthropic.com>',
    })
    const machine = { login: 'Acme-CI', id: 9, type: 'User' }
    const bot = { login: 'acme-release[bot]', id: 10, type: 'Bot' }
    const changes = { commits: [BY_COPILOT, byBot], pushers: [machine, bot], machineUsers: new Set(['acme-ci']) }
    expect(identities({ author: COPILOT, ...changes })).toEqual([])
  })

  it('include whose account it is where a signature narrows to a name, a role or an address of it', () => {
    const bob = { authorEmail: 'bob@example.com', authorLogin: 'bob', committerEmail: 'bob@example.com' }
    const acted = commitFacts({ ...bob, authorName: 'Acme Agent', committerName: 'Acme Agent', committerLogin: 'bob' })
    const credited = commitFacts({ message: 'Fix it\n\nCo-authored-by: Bob <502+bob@users.noreply.github.com>' })
    const narrowed = [
      [acted, { kind: 'account', login: 'bob', name: 'Acme Agent' }],
      [acted, { kind: 'email', address: 'bob@example.com' }],
      [credited, { kind: 'account', id: 502, roles: ['co-author'] }],
    ] as const
    for (const [commit, signature] of narrowed) {
      expect(identities({ commits: [commit], signatures: withTool(signature) })).toContain('bob')
    }
    const whole = withTool({ kind: 'account', login: 'bob' })
    for (const commit of [acted, credited]) {
      expect(identities({ commits: [commit], signatures: whole })).not.toContain('bob')
    }
  })

  it('include GitHub as an author: a forged name must not hide who wrote the commit', () => {
    const forged = commitFacts({
      authorName: 'GitHub',
      authorEmail: 'noreply@github.com',
      committerName: 'GitHub',
      committerEmail: 'noreply@github.com',
    })
    expect(directors({ author: null, commits: [forged] })).toMatchObject([{ identity: 'noreply@github.com' }])
  })

  it('know a mannequin from text only: GitHub itself cannot say who that is', () => {
    expect(directors({ author: { login: 'old-jane', id: 7, type: 'Mannequin' } })).toMatchObject([{ known: 'text' }])
  })

  it('keep somebody without a name or an address as somebody', () => {
    const nobody = commitFacts({
      authorName: '',
      authorEmail: '',
      committerName: 'GitHub',
      committerEmail: 'noreply@github.com',
    })
    expect(identities({ author: null, commits: [nobody] })).toEqual(['somebody without a name'])
  })

  it('include the authors of the commits that a squash joined', () => {
    const message =
      'Squashed commit of the following:\n\ncommit 8c1f0f2f3b\nMerge: 1a2b3c4d 5e6f7081\nAuthor: Mina <mina@example.com>\n\n    Fix it\n'
    expect(identities({ author: null, commits: [commitFacts({ message })] })).toEqual([
      'jane@example.com',
      'mina@example.com',
    ])
  })

  it('are not those whom a revert only quotes', () => {
    const message = 'Revert "x"\n\nThis reverts commit 1a2b3c4d.\n\n> Co-authored-by: Mina <mina@example.com>'
    expect(identities({ author: null, commits: [commitFacts({ message })] })).toEqual(['jane@example.com'])
  })
})

describe('whoever asked an AI tool for the change', () => {
  it.each([
    ['Requested by: @noorh', ['noorh']],
    ['**Requested by**: @noorh (Noor - noor@example.com)', ['noorh']],
    ['- Requested by: noor@example.com (GitHub: @noorh)', ['noorh']],
    ['Requested by: Noor Haddad (noor@example.com)', ['noor@example.com']],
    ['Requested by: Noor Haddad', ['noor haddad']],
    ['Requested by: @noorh, @minapark and @lekman', ['noorh', 'minapark', 'lekman']],
    ['*PR created automatically by Jules for task [1](https://jules.google.com/task/1) started by @noorh*', ['noorh']],
    ['This pull request was created by @kiro-agent on behalf of @noorh :ghost:', ['noorh']],
    ['Requested by: @acme-ci', []],
    ['> Requested by: @noorh', []],
    ['The feature was requested by many customers.', []],
    ['Works on behalf of the tenant.', []],
  ])('%s', (line, expected) => {
    const found = directors({
      author: COPILOT,
      commits: [BY_COPILOT],
      body: `Adds a header.\n\n${line}\n`,
      machineUsers: new Set(['acme-ci']),
    })
    expect(found.map(({ identity }) => identity.toLowerCase())).toEqual(expected)
    expect(new Set(found.map(({ known }) => known))).toEqual(new Set(expected.length > 0 ? ['text'] : []))
  })

  it('is not looked for where no AI tool was at work', () => {
    expect(
      identities({ body: 'Requested by: @noorh', commits: [commitFacts({ authorLogin: 'jane-example' })] }),
    ).toEqual(['jane-example'])
  })

  it('changes nothing about who is known from the platform', () => {
    const found = directors({ body: 'Requested by: @jane-example', headRef: 'claude/x' })
    expect(found).toMatchObject([{ identity: 'jane-example', known: 'platform' }])
    expect(found[0]?.reasons).toHaveLength(2)
  })
})
