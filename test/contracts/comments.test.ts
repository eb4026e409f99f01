import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubComments } from '../../src/adapters/github/comments.ts'
import { memoryComments } from '../../src/adapters/memory/comments.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { commentsContract } from './comments-contract.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const ELSEWHERE = { ...KEY, number: 2 }

describe('comments in memory', () => {
  commentsContract(async () => {
    const comments = memoryComments()
    return { comments, key: KEY, elsewhere: ELSEWHERE, commentId: 77, reactions: () => comments.reactionsTo(KEY, 77) }
  })
})

describe('comments on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  const open = async () => {
    repositories += 1
    const name = `infra-${repositories}`
    const repository = await github.repository(`acme/${name}`, { collaborators: { alice: 'write' } })
    const openPull = (branch: string) =>
      repository.openPull({ author: 'alice', branch, commits: [{ files: { 'a.tf': branch } }] })
    const [pull, other] = [await openPull('x'), await openPull('y')]
    const { id: commentId } = await pull.comment('alice', 'Look')
    const { app, baseUrl } = github
    const clients = await createClients({ ...app, appId: app.id, baseUrl, timers: recordingTimers() })
    const key = { installationId: github.installation('acme').id, owner: 'acme', repo: name, number: pull.number }
    return {
      ...{ pull, commentId, key, elsewhere: { ...key, number: other.number } },
      comments: githubComments(clients),
      /** So many more comments of Alice's. */
      chatter: (count: number) => {
        const issue = repository.repository.issues.get(pull.number) ?? expect.fail('There is a conversation')
        const [said] = issue.comments
        const more = Array.from({ length: count }, (_, index) =>
          said === undefined ? [] : [{ ...said, id: 9_000_000 + index }],
        )
        issue.comments = [...issue.comments, ...more.flat()]
      },
      reactions: () => pull.comments.find(({ id }) => id === commentId)?.reactions.map(({ content }) => content) ?? [],
    }
  }

  commentsContract(open)

  it('of other accounts are none of the app’s, whatever they say', async () => {
    const { comments, key, pull } = await open()
    await pull.comment('alice', '<!-- countersign answer comment-1 1 -->\nHa')
    await pull.comment('evil[bot]', '<!-- countersign answer comment-1 1 -->\nHa')
    expect(await comments.own(key)).toEqual([])
  })

  it('are cut where they are longer than GitHub takes', async () => {
    const { comments, key } = await open()
    await comments.add(key, '🚀 here\n'.repeat(10_000))
    const [own] = await comments.own(key)
    expect(own?.body).toMatch(/more bytes do not fit\.$/)
  })

  it('are found at both ends of a long conversation', async () => {
    const { comments, key, chatter } = await open()
    await comments.add(key, 'First')
    chatter(1_150)
    await comments.add(key, 'Last')
    const before = github.requests.length
    expect((await comments.own(key)).map(({ body }) => body)).toEqual(['First', 'Last'])
    expect(github.requests.slice(before).filter(({ operation }) => operation === 'issues/list-comments')).toHaveLength(
      10,
    )
  })

  it('that GitHub refuses are told as that', async () => {
    const { comments, key } = await open()
    github.faults.fail('issues/create-comment', 403)
    await expect(comments.add(key, 'One')).rejects.toMatchObject({ kind: 'forbidden', retryable: false })
  })

  it('are there though the answer is lost, for whoever looks before saying it again', async () => {
    const { comments, key } = await open()
    github.faults.drop('issues/create-comment', 'after')
    await expect(comments.add(key, 'One')).rejects.toMatchObject({ retryable: true })
    expect(await comments.own(key)).toHaveLength(1)
  })

  it('keep to what GitHub allows', () => {
    expect(github.requests.map(({ operation }) => operation)).toContain('reactions/create-for-issue-comment')
    expect(github.violations).toEqual([])
  })
})
