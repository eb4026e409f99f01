import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubReviewComments } from '../../src/adapters/github/review-comments.ts'
import { memoryReviewComments } from '../../src/adapters/memory/review-comments.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { ON_ADDED, ON_DELETED, reviewCommentsContract } from './review-comments-contract.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const BOT = 'countersign[bot]'

describe('comments on lines in memory', () => {
  reviewCommentsContract(async () => {
    const reviewComments = memoryReviewComments(({ endLine }) => endLine < 100)
    const places = () => reviewComments.on(KEY).map((each) => placeText(each.path, each.side, each))
    return { reviewComments, key: KEY, headSha: 'a'.repeat(40), places }
  })
})

describe('comments on lines on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  const open = async () => {
    repositories += 1
    const name = `infra-${repositories}`
    const files = { 'b.tf': 'one\ntwo\nthree\n' }
    const repository = await github.repository(`acme/${name}`, { files, collaborators: { alice: 'write' } })
    const changed = { 'a.tf': 'one\ntwo\nthree\n', 'b.tf': 'one\nthree\n' }
    const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: changed }] })
    const { app, baseUrl } = github
    const clients = await createClients({ ...app, appId: app.id, baseUrl, timers: recordingTimers() })
    return {
      pull,
      reviewComments: githubReviewComments(clients),
      key: { installationId: github.installation('acme').id, owner: 'acme', repo: name, number: pull.number },
      headSha: pull.headSha,
      places: () =>
        pull.lineComments.map(({ path, place: { side, line, startLine = line } }) =>
          placeText(path, side === 'LEFT' ? 'base' : 'head', { startLine, endLine: line }),
        ),
    }
  }

  reviewCommentsContract(open)

  it('neither approve nor object', async () => {
    const { reviewComments, key, headSha, pull } = await open()
    await reviewComments.add(key, headSha, 'The review', [ON_ADDED])
    expect(pull.reviews.map(({ user, state, commitId }) => [user.login, state, commitId])).toEqual([
      [BOT, 'COMMENTED', headSha],
    ])
  })

  it('of other accounts are none of the app’s', async () => {
    const { reviewComments, key, pull } = await open()
    await pull.lineComment('alice', 'a.tf', '<!-- countersign finding 00 -->\nHa')
    await pull.lineComment('evil[bot]', 'a.tf', '<!-- countersign finding 00 -->\nHa')
    expect(await reviewComments.own(key)).toEqual({ comments: [], reviews: [] })
  })

  it('that GitHub refuses are not sent again for the same commit', async () => {
    const { reviewComments, key, headSha, pull } = await open()
    const sent = () => github.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/reviews'))
    const elsewhere = { ...ON_ADDED, path: 'c.tf' }
    await reviewComments.add(key, headSha, 'The review', [elsewhere, ON_DELETED])
    const before = sent().length
    await reviewComments.add(key, headSha, 'The review', [elsewhere])
    expect([sent().length, pull.lineComments.length]).toEqual([before, 1])
  })

  it('are made once though the answer is lost, since what is there is read first', async () => {
    const { reviewComments, key, headSha } = await open()
    github.faults.drop('pulls/create-review', 'after')
    await expect(reviewComments.add(key, headSha, 'The review', [ON_ADDED])).rejects.toThrow('no answer')
    expect((await reviewComments.own(key)).comments.length).toBe(1)
  })

  it('keep to what GitHub allows', () => {
    expect(github.requests.map(({ operation }) => operation)).toContain('pulls/update-review-comment')
    expect(github.violations).toEqual([])
  })
})

function placeText(
  path: string,
  side: 'base' | 'head',
  { startLine, endLine }: { readonly startLine: number; readonly endLine: number },
): string {
  return `${path}:${side}:${startLine}-${endLine}`
}
