import { describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import { commitFacts } from './commit-facts.ts'
import { BOB, comment, pullRequestFacts, timeline } from './pull-request-facts.ts'

function identities(changes: Partial<PullRequestFacts>) {
  const isExamined = (path: string) => path.endsWith('.tf')
  return pullRequestAuthorship(pullRequestFacts({ isExamined, ...changes })).directors.map(({ identity }) => identity)
}

const byBob = (changes: Partial<CommitFacts>) =>
  commitFacts({
    authorName: 'Bob',
    authorEmail: 'bob@example.com',
    authorLogin: 'bob',
    committerLogin: 'bob',
    ...changes,
  })

describe('whoever wrote a commit', () => {
  it.each<[string, Partial<CommitFacts>]>([
    ['that changes an examined file', { files: ['README.md', 'main.tf'] }],
    ['that renames one', { files: ['main.txt', 'main.tf'] }],
    ['of which nobody knows what it changes', {}],
    ['that merges, and differs in an examined file', { files: ['main.tf'], parents: 2 }],
    ['that merges and keeps one side whole, which drops what the base had added', { files: [], parents: 2 }],
    ['that merges, and differs in other files only', { files: ['README.md'], parents: 3 }],
  ])('%s is a director', (_what, changes) => {
    expect(identities({ commits: [byBob(changes)] })).toEqual(['jane-example', 'bob'])
  })

  it.each<[string, Partial<CommitFacts>]>([
    ['that changes other files only', { files: ['README.md'] }],
    ['that changes nothing', { files: [] }],
  ])('%s is none', (_what, changes) => {
    expect(identities({ commits: [byBob(changes)] })).toEqual(['jane-example'])
  })

  it('is one in any case where nobody knows what is examined', () => {
    const commits = [byBob({ files: ['README.md'] })]
    expect(pullRequestAuthorship(pullRequestFacts({ commits })).directors).toHaveLength(2)
  })

  it('stays one who opened the pull request or pushed to it, whatever the commits change', () => {
    const commits = [byBob({ files: ['README.md'] })]
    expect(identities({ commits, pushers: [BOB] })).toEqual(['jane-example', 'bob'])
  })

  it('still shows an AI tool at work with what is not examined', () => {
    const message = 'Explain it\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
    const { verdict } = pullRequestAuthorship(
      pullRequestFacts({ commits: [byBob({ files: ['README.md'], message })], isExamined: () => false }),
    )
    expect(verdict).toBe('ai-assisted')
  })
})

const SUGGESTED = comment('Better:\n```suggestion\nacl = "private"\n```', { path: 'main.tf' })
const APPLIED = commitFacts({
  authorLogin: 'jane-example',
  committerName: 'GitHub',
  committerEmail: 'noreply@github.com',
  committerLogin: 'web-flow',
  message: 'Update main.tf\n\nCo-authored-by: Bob <502+bob@users.noreply.github.com>',
  verification: { verified: true, reason: 'valid' },
  files: ['main.tf'],
})

describe('a reviewer whose suggestion was applied', () => {
  it('has co-written the change', () => {
    expect(identities({ commits: [APPLIED], timeline: timeline(SUGGESTED) })).toEqual(['jane-example', 'bob'])
  })

  it('is no director where the organisation allows that', () => {
    const changes = { commits: [APPLIED], timeline: timeline(SUGGESTED), allowSuggestions: true }
    expect(identities(changes)).toEqual(['jane-example'])
    const both = [APPLIED, byBob({ sha: 'f'.repeat(40), files: ['main.tf'] })]
    expect(identities({ ...changes, commits: both })).toEqual(['jane-example', 'bob'])
  })

  const { verification: _verification, ...unverified } = APPLIED
  const { files: _files, ...unread } = APPLIED
  it.each<[string, CommitFacts]>([
    ['that GitHub has not signed', { ...APPLIED, verification: { verified: false, reason: 'unsigned' } }],
    ['of which no platform says whether it is signed', unverified],
    ['that GitHub has not made', { ...APPLIED, committerLogin: 'jane-example' }],
    ['that changes another file too', { ...APPLIED, files: ['main.tf', 'other.tf'] }],
    ['of which nobody knows what it changes', unread],
    ['that merges', { ...APPLIED, parents: 2 }],
  ])('stays one for a commit %s', (_what, commit) => {
    const allowed = { timeline: timeline(SUGGESTED), allowSuggestions: true }
    expect(identities({ ...allowed, commits: [commit] })).toContain('bob')
  })

  it.each([
    ['nobody suggested anything', []],
    ['somebody else suggested it', [{ ...SUGGESTED, actor: { login: 'mina', id: 503, type: 'User' } }]],
    ['the comment suggests nothing', [comment('Better: private', { path: 'main.tf' })]],
    ['the suggestion was for another file', [{ ...SUGGESTED, path: 'other.tf' }]],
  ])('stays one where %s: a trailer is written easily', (_what, events) => {
    const changes = { commits: [APPLIED], timeline: timeline(...events), allowSuggestions: true }
    expect(identities(changes)).toEqual(['jane-example', 'bob'])
  })

  it('stays one where the trailer names nobody whom GitHub knows', () => {
    const message = 'Update main.tf\n\nCo-authored-by: Bob <bob@example.com>'
    const commits = [{ ...APPLIED, message }]
    expect(identities({ commits, timeline: timeline(SUGGESTED), allowSuggestions: true })).toContain('bob@example.com')
  })
})
